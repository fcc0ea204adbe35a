import { describe, expect, it } from "vitest";

import { instantOf, localOf } from "./local.ts";

describe("a time of the hall in a field", () => {
  it.each([
    ["Asia/Shanghai", "2026-11-25T14:05", "2026-11-25T06:05:00.000Z"],
    ["Europe/Berlin", "2026-07-01T09:00", "2026-07-01T07:00:00.000Z"],
    ["Europe/Berlin", "2026-12-01T09:00", "2026-12-01T08:00:00.000Z"],
    ["Europe/Berlin", "2026-03-29T12:00", "2026-03-29T10:00:00.000Z"], // the day of the change
    ["Europe/Berlin", "2026-10-25T01:30", "2026-10-24T23:30:00.000Z"],
    ["America/New_York", "2026-11-01T12:00", "2026-11-01T17:00:00.000Z"],
  ])("in %s %s is %s, and back", (timezone, local, at) => {
    expect(instantOf(local, timezone)).toBe(at);
    expect(localOf(at, timezone)).toBe(local);
  });

  it("that is not yet typed is none", () => {
    expect(instantOf("", "Asia/Shanghai")).toBeNull();
    expect(instantOf("2026-11", "Asia/Shanghai")).toBeNull();
  });
});
