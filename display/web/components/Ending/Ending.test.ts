import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { aTicket } from "../../testing/views.ts";
import Ending from "./Ending.vue";

const shown = (part: Parameters<typeof aTicket>[0]): string =>
  mount(Ending, { props: { ticket: aTicket({ state: "ended", ...part }) } }).text();

describe("the end of a visit", () => {
  it("names the later day and the explanation of what was carried over", () => {
    const text = shown({ outcome: "carried_over", on: "2026-11-26", explanation: "系统故障" });

    expect(text).toContain("请于 11月26日星期四 再来，届时优先办理。");
    expect(text).toMatch(/说明\s*系统故障/);
  });

  it("says what to do next", () => {
    expect(shown({ outcome: "notice_given" })).toContain("请按告知单备齐材料");
    expect(shown({ outcome: "missed" })).toContain("重新取号");
  });

  it("adds nothing to what is simply done", () => {
    expect(shown({ outcome: "done" })).toBe("");
  });
});
