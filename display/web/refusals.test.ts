import { CODES, problemOf, unfit } from "@queue/client/testing";
import { mount } from "@vue/test-utils";
import { afterEach, describe, expect, it } from "vitest";

import Fault from "./components/Fault/Fault.vue";
import Lost from "./components/Lost/Lost.vue";
import { refusal } from "./pages/book/refusals.ts";
import { language } from "./words/phone.ts";

const MET = [...CODES, "offline"];

afterEach(() => (language.value = "zh"));

const inBoth = (words: () => string) => {
  language.value = "zh";
  const zh = words();
  language.value = "en";
  return { zh, en: words() };
};

describe("what phones and boards say when the server refuses", () => {
  it.each(MET)("%s, to who books", (code) => {
    const told = () => refusal(problemOf(code, { most: 3, retry_after_s: 60 }));

    expect(unfit(inBoth(told))).toEqual([]);
  });

  it.each(["ticket", "appointment", "hall"] as const)("whatever it is, about a %s that cannot be shown", (what) => {
    const told = (code: string) => inBoth(() => mount(Lost, { props: { problem: problemOf(code), what } }).text());

    expect(MET.flatMap((code) => unfit(told(code)))).toEqual([]);
  });

  it("whatever it is, on a board", () => {
    const told = (code: string) => {
      const board = mount(Fault, { props: { problem: problemOf(code), link: "live", heardAt: null } });
      return { zh: board.get(".fault__title").text(), en: board.get(".fault__title-en").text() };
    };

    expect(MET.flatMap((code) => unfit(told(code)))).toEqual([]);
  });
});
