import { afterEach, describe, expect, it } from "vitest";

import cases from "../../../tests/cases/plurals.json";
import { language, makeWords, translation } from "./words.ts";

describe("words with a number", () => {
  afterEach(() => {
    language.value = "zh";
    translation.value = null;
  });

  it.each(cases)("are said in $language as its plurals go: $words", ({ language: tag, words, said }) => {
    const own = (as: string) => ({ people: tag === as ? words : "" });
    const { t } = makeWords({ zh: own("zh"), en: own("en") }, "p");
    translation.value = { tag, name: tag, direction: "ltr", words: { p: { people: words } }, texts: {} };
    language.value = tag;

    for (const [n, expected] of Object.entries(said)) expect(t("people", { n })).toBe(expected);
  });

  it("follow English where a further language has none of its own", () => {
    const { t } = makeWords({ zh: { people: "{n} 人" }, en: { people: "{n} {n|person|people}" } }, "p");
    translation.value = { tag: "ru", name: "Русский", direction: "ltr", words: {}, texts: {} };
    language.value = "ru";

    expect(t("people", { n: 21 })).toBe("21 people");
  });

  it("are said as other in a language that nobody knows the plurals of", () => {
    const { t } = makeWords({ zh: { people: "" }, en: { people: "" } }, "p");
    const words = { p: { people: "{n} {n|one=x|other=y}" } };
    translation.value = { tag: "qaa", name: "?", direction: "ltr", words, texts: {} };
    language.value = "qaa";

    expect(t("people", { n: 1 })).toBe("1 y");
  });
});
