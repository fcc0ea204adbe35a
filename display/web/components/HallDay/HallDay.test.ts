import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { aDay } from "../../testing/views.ts";
import HallDay from "./HallDay.vue";

const OPENS = "2026-11-25T01:00:00Z"; // 09:00 in the hall
const shown = (now: string, part: Parameters<typeof aDay>[0]): string =>
  mount(HallDay, {
    props: { day: aDay({ state: "closed", ...part }), timezone: "Asia/Shanghai", now: Date.parse(now) },
  }).text();

describe("what the hall is doing", () => {
  it("is that it has not opened yet, in the early morning", () => {
    const text = shown("2026-11-24T22:30:00Z", { date: "2026-11-24", next_opens_at: OPENS });

    expect(text).toMatch(/未开始\s*Not open yet\s*09:00 开放\s*opens 09:00/);
    expect(text).not.toContain("已下班");
  });

  it("is that it has closed, in the evening", () => {
    const text = shown("2026-11-25T10:00:00Z", { next_opens_at: "2026-11-26T01:00:00Z" });

    expect(text).toContain("已下班");
    expect(text).toContain("11月26日星期四 09:00 开放");
  });

  it("is that it has closed, when a manager has closed the day before it opened", () => {
    expect(shown("2026-11-25T00:30:00Z", { next_opens_at: "2026-11-26T01:00:00Z" })).toContain("已下班");
  });

  it("is that it is closed, on a day without hours", () => {
    expect(shown("2026-11-28T01:00:00Z", { sessions: [], next_opens_at: "2026-11-30T01:00:00Z" })).toContain("已下班");
  });
});
