import { describe, expect, it } from "vitest";

import { NOW, TIMEZONE, liveView } from "../testing/fixtures.ts";
import { blank, byDay, closing, dateIn, earliest, fillEmpty, incomplete } from "./closing.ts";

const full = { reason: "系统故障", explanation: "已说明", on: "2026-11-26" };

describe("what is said about open numbers", () => {
  it("fills only what is empty, and one entry for each number", () => {
    const entries = fillEmpty({ A001: { ...blank(), reason: "材料不全" } }, ["A001", "A002"], full);
    expect(entries).toEqual({ A001: { ...full, reason: "材料不全" }, A002: full });
  });

  it("leaves the entries it was given as they were", () => {
    const before = { A001: blank() };
    fillEmpty(before, ["A001"], full);
    expect(before.A001).toEqual(blank());
  });

  it("finds the numbers that still lack something; spaces are nothing", () => {
    expect(incomplete({ A001: full, A002: { ...full, explanation: "  " } }, ["A001", "A002", "A003"])).toEqual([
      "A002",
      "A003",
    ]);
  });

  it("sends exactly the numbers that are open now", () => {
    const body = closing({ A001: full, A009: full }, ["A001"]);
    expect(body).toEqual({ remaining: [{ label: "A001", ...full }] });
  });

  it("counts the numbers of each later day", () => {
    const entries = { A001: full, A002: { ...full, on: "2026-11-30" }, A003: full };
    expect(byDay(entries, ["A002", "A001", "A003"])).toEqual([
      ["2026-11-26", 2],
      ["2026-11-30", 1],
    ]);
  });

  it("promises no day before the next one", () => {
    const { day } = liveView();
    expect(earliest(day, TIMEZONE, NOW)).toBe("2026-11-26");
  });

  it("promises no day gone by when the day is closed after midnight", () => {
    const { day } = liveView();
    const twoDaysOn = Date.parse("2026-11-27T00:20:00+08:00");
    expect(dateIn(TIMEZONE, twoDaysOn)).toBe("2026-11-27");
    expect(earliest(day, TIMEZONE, twoDaysOn)).toBe("2026-11-27");
  });
});
