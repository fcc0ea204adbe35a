import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { aTicket } from "../../testing/views.ts";
import Ending from "./Ending.vue";

const shown = (part: Parameters<typeof aTicket>[0]): string =>
  mount(Ending, { props: { ticket: aTicket({ state: "ended", ...part }) } }).text();

describe("the end of a visit", () => {
  it("names the later day and the explanation of what was carried over", () => {
    const text = shown({ outcome: "carried_over", on: "2026-11-26", explanation: "系统故障" });

    expect(text).toContain("请于 11月26日星期四 再来，优先办理。");
    expect(text).toMatch(/说明\s*系统故障/);
  });

  it("says on the later day, where the hall is, that it has come, and afterwards that it still holds", () => {
    const at = "2026-11-25T17:00:00Z"; // an hour past midnight in Shanghai

    expect(shown({ outcome: "carried_over", on: "2026-11-26", at })).toContain("就是今天");
    expect(shown({ outcome: "carried_over", on: "2026-11-25", at })).toContain("原定 11月25日星期三 办理，现在仍可");
  });

  it("has the code for the kiosk, or the desk where there is none any more", () => {
    const carried = { outcome: "carried_over", on: "2026-11-26" } as const;

    expect(shown({ ...carried, code: "048213" })).toContain("点“预约签到”，输入 048213 即可优先取号");
    expect(shown(carried)).toContain("请到导办台出示本页，换取优先号");
  });

  it("leads to the new number once it has been given", () => {
    const continued = { label: "A002", url: "http://hall/t/new" };
    const ended = { state: "ended", outcome: "carried_over", on: "2026-11-25", code: "048213" } as const;
    const ticket = aTicket({ ...ended, continued });
    const ending = mount(Ending, { props: { ticket } });

    expect(ending.get("a").attributes("href")).toBe("http://hall/t/new");
    expect(ending.text()).toContain("您的新号 A002");
    expect(ending.text()).not.toMatch(/导办台|取号机/);
  });

  it("says what to do next", () => {
    expect(shown({ outcome: "notice_given" })).toContain("请按告知单备齐材料");
    expect(shown({ outcome: "missed" })).toContain("重新取号");
  });

  it("adds nothing to what is simply done", () => {
    expect(shown({ outcome: "done" })).toBe("");
  });
});
