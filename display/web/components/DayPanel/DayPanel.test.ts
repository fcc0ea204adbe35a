import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { aDay, NOW } from "../../testing/views.ts";
import DayPanel from "./DayPanel.vue";

const shown = (day: ReturnType<typeof aDay>): string =>
  mount(DayPanel, { props: { day, timezone: "Asia/Shanghai", now: NOW } }).text();

describe("the day in large words", () => {
  it("invites to take a number while open and nobody is called", () => {
    expect(shown(aDay())).toMatch(/开放.*请取号，留意呼叫/s);
  });

  it("says when the hall opens again", () => {
    const text = shown(aDay({ state: "break", next_opens_at: "2026-11-25T06:00:00Z" }));

    expect(text).toMatch(/午休\s*Midday break\s*14:00 继续叫号\s*calls go on at 14:00/);
    expect(text).not.toContain("请取号");
  });
});
