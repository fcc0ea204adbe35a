import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import type { Day } from "../../contract.ts";
import DayState from "./DayState.vue";

const NOON = Date.parse("2026-11-25T04:30:00Z");

function shown(part: Partial<Day>, bilingual = false, now = NOON): string {
  const day: Day = {
    state: "open",
    date: "2026-11-25",
    sessions: [
      { opens_at: "2026-11-25T01:00:00Z", closes_at: "2026-11-25T04:00:00Z" },
      { opens_at: "2026-11-25T06:00:00Z", closes_at: "2026-11-25T09:30:00Z" },
    ],
    last_ticket_at: "2026-11-25T09:30:00Z",
    closes_at: "2026-11-25T09:30:00Z",
    next_opens_at: null,
    serves_on: false,
    waiting: 0,
    serving: 0,
    ...part,
  };
  return mount(DayState, { props: { day, timezone: "Asia/Shanghai", now, bilingual } }).text();
}

describe("the day's state", () => {
  it("shows today's hours while open", () => {
    expect(shown({})).toMatch(/开放\s+09:00–12:00\s+14:00–17:30/);
  });

  it("has no hours to show where the hall never closes", () => {
    const sessions = [{ opens_at: "2026-11-24T16:00:00Z", closes_at: "2026-11-25T16:00:00Z" }];
    expect(shown({ sessions }, true)).toMatch(/开放\s+Open\s*24 小时\s+round the clock/);
  });

  it("says when the midday break ends", () => {
    expect(shown({ state: "break", next_opens_at: "2026-11-25T06:00:00Z" })).toMatch(/午休\s+14:00 继续叫号/);
  });

  it("says that those who came before a break are served on, where the plan says so", () => {
    const day: Partial<Day> = { state: "break", next_opens_at: "2026-11-25T06:00:00Z", serves_on: true };
    expect(shown(day)).toMatch(/午间延时服务\s+先办完已取的号，14:00 开放/);
    expect(shown(day, true)).toContain("Serving those who came before the break; opens 14:00");
  });

  it("names the day of the next opening when that is not today", () => {
    expect(shown({ state: "closed", next_opens_at: "2026-11-26T01:00:00Z" })).toMatch(/11月26日星期四 09:00 开放/);
  });

  it("has not closed before the first opening of the day", () => {
    const opens = "2026-11-25T01:00:00Z";
    const six = Date.parse("2026-11-24T22:00:00Z");
    expect(shown({ state: "closed", next_opens_at: opens }, false, six)).toMatch(/未开始\s+09:00 开放/);
  });

  it("has closed in the evening, on a day without hours, and when a manager closed it before it opened", () => {
    const evening = Date.parse("2026-11-25T10:00:00Z");
    const tomorrow = "2026-11-26T01:00:00Z";
    expect(shown({ state: "closed", next_opens_at: tomorrow }, false, evening)).toContain("已下班");
    expect(shown({ state: "closed", next_opens_at: tomorrow, sessions: [] })).toContain("已下班");
    const early = Date.parse("2026-11-25T00:30:00Z");
    expect(shown({ state: "closed", next_opens_at: tomorrow }, false, early)).toContain("已下班");
  });

  it("tells extended service in words", () => {
    expect(shown({ state: "extended" })).toContain("延时服务");
  });

  it("puts English beside it where both are shown", () => {
    expect(shown({ state: "last_tickets" }, true)).toMatch(/停止取号\s+No more numbers today/);
  });
});
