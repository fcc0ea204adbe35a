import type { SlipTrouble } from "@queue/client";
import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import SlipList from "./SlipList.vue";

const SLIP: SlipTrouble = {
  slip: "s1", ticket: "t1", label: "A001", printer: "printer-1", why: "paper-out", at: "2026-11-25T02:05:00Z",
}; // prettier-ignore

const list = (mayReprint: boolean) =>
  mount(SlipList, { props: { title: "未打印", slips: [SLIP], timezone: "Asia/Shanghai", mayReprint } });

describe("slips that did not come out", () => {
  it("are printed again by those who may", async () => {
    const shown = list(true);
    await shown.get("button").trigger("click");
    expect(shown.emitted("reprint")).toEqual([[SLIP]]);
  });

  it("are only shown to those who look on", () => {
    const shown = list(false);
    expect(shown.text()).toContain("A001");
    expect(shown.find("button").exists()).toBe(false);
  });
});
