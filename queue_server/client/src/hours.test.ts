import { describe, expect, it } from "vitest";

import type { Day } from "./contract.ts";
import { callsFrom, hoursOf, pauseWithin } from "./hours.ts";

const SHANGHAI = "Asia/Shanghai";
const MORNING = { opens_at: "2026-11-25T01:00:00Z", closes_at: "2026-11-25T04:00:00Z" };
const AFTERNOON = { opens_at: "2026-11-25T06:00:00Z", closes_at: "2026-11-25T09:30:00Z" };
const at = (time: string): number => Date.parse(`2026-11-25T${time}:00+08:00`);
const forecast = (low: number, high: number) => ({
  low_s: low * 60,
  mid_s: low * 60,
  high_s: high * 60,
  low_min: low,
  high_min: high,
});

function aDay(part: Partial<Day> = {}): Day {
  return {
    state: "open",
    date: "2026-11-25",
    sessions: [MORNING, AFTERNOON],
    last_ticket_at: null,
    closes_at: AFTERNOON.closes_at,
    next_opens_at: null,
    serves_on: false,
    waiting: 0,
    serving: 0,
    ...part,
  };
}

describe("a session", () => {
  it("is told by its hours", () => {
    expect(hoursOf(MORNING, SHANGHAI, "zh")).toBe("09:00–12:00");
  });

  it("that lasts the whole day is round the clock, and not 00:00–00:00", () => {
    const always = { opens_at: "2026-11-24T16:00:00Z", closes_at: "2026-11-25T16:00:00Z" };
    expect(hoursOf(always, SHANGHAI, "zh")).toBe("24 小时");
    expect(hoursOf(always, SHANGHAI, "en")).toBe("round the clock");
  });
});

describe("a number taken", () => {
  it("before opening or in a break is told when calls begin", () => {
    const early = aDay({ state: "preparing", next_opens_at: MORNING.opens_at });
    expect(callsFrom(early, SHANGHAI, "zh")).toBe("09:00 开始叫号");
    const noon = aDay({ state: "break", next_opens_at: AFTERNOON.opens_at });
    expect(callsFrom(noon, SHANGHAI, "zh")).toBe("午休，14:00 继续叫号");
    expect(callsFrom(noon, SHANGHAI, "en")).toBe("Midday break: calls go on at 14:00");
    expect(callsFrom(aDay(), SHANGHAI, "zh")).toBe("");
  });

  it("is told of a break that lies within its wait", () => {
    const told = (now: string, high: number, day = aDay()) =>
      pauseWithin(day, forecast(10, high), at(now), SHANGHAI, "zh");
    expect(told("11:50", 140)).toBe("含午休，14:00 继续叫号");
    expect(told("12:10", 140)).toBe("含午休，14:00 继续叫号");
    expect(told("11:20", 35)).toBe("");
    expect(told("14:10", 140)).toBe("");
    expect(told("12:10", 140, aDay({ state: "break", serves_on: true }))).toBe("");
    expect(pauseWithin(aDay(), null, at("11:50"), SHANGHAI, "zh")).toBe("");
  });
});
