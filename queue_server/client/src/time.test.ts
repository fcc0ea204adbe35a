import { describe, expect, it } from "vitest";

import { clock, day, elapsed, lastAt, range, when } from "./time.ts";

const SHANGHAI = "Asia/Shanghai";
const forecast = (low_min: number, high_min: number) => ({ low_s: 0, mid_s: 0, high_s: 0, low_min, high_min });

describe("times", () => {
  it("are read on the hall's clock", () => {
    expect(clock("2026-11-25T06:05:09Z", SHANGHAI)).toBe("14:05");
    expect(clock("2026-11-25T06:05:09Z", SHANGHAI, { seconds: true })).toBe("14:05:09");
    expect(clock("2026-11-24T16:00:00Z", SHANGHAI)).toBe("00:00");
  });

  it("are found again from what the hall's clock showed", () => {
    const now = Date.parse("2026-11-25T06:05:30Z"); // 14:05:30 there
    expect(lastAt("14:05", SHANGHAI, now)).toBe("2026-11-25T06:05:00.000Z");
    expect(["9:30", "09:30", "930", "0930"].map((time) => lastAt(time, SHANGHAI, now))).toEqual(
      Array(4).fill("2026-11-25T01:30:00.000Z"),
    );
    expect(lastAt("14:06", SHANGHAI, now)).toBe("2026-11-24T06:06:00.000Z");
    expect(lastAt("02:30", "Europe/Berlin", Date.parse("2026-10-25T05:00:00Z"))).toBe("2026-10-25T01:30:00.000Z");
    expect(["", "25:00", "soon"].map((time) => lastAt(time, SHANGHAI, now))).toEqual([null, null, null]);
  });

  it("name a day in both languages", () => {
    expect(day("2026-11-24T16:00:00Z", SHANGHAI, "zh")).toBe("11月25日星期三");
    expect(day("2026-11-24T16:00:00Z", SHANGHAI, "en")).toBe("Wed 25 Nov");
  });

  it("leave a plain date the day it is", () => {
    expect(day("2026-11-25", "America/Los_Angeles", "en")).toBe("Wed 25 Nov");
  });

  it("name the day only where that is another one", () => {
    const now = Date.parse("2026-11-25T02:00:00Z");
    expect(when("2026-11-25T06:30:00Z", SHANGHAI, now, "zh")).toBe("14:30");
    expect(when("2026-11-26T01:30:00Z", SHANGHAI, now, "zh")).toBe("11月26日星期四 09:30");
    expect(when("2026-11-26T01:30:00Z", SHANGHAI, now, "en")).toBe("Thu 26 Nov 09:30");
  });

  it("count a running time up", () => {
    expect([45_000, 723_000, 3_723_000, -5].map(elapsed)).toEqual(["0:45", "12:03", "1:02:03", "0:00"]);
  });
});

describe("a forecast", () => {
  it("is a range in the whole minutes that the server tells", () => {
    expect(range(forecast(12, 25), "zh")).toBe("约 12–25 分钟");
    expect(range(forecast(12, 25), "en")).toBe("about 12–25 min");
  });

  it("says so when it may be at once", () => {
    expect(range(forecast(0, 3), "zh")).toBe("3 分钟以内");
    expect(range(forecast(0, 1), "en")).toBe("under 1 min");
  });
});
