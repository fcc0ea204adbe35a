import { expect, it } from "vitest";

import { notesOn, type Taken } from "./notes.ts";
import { aDay, NOW, ZONE } from "./testing/views.ts";

function notes(part: Partial<Taken>): string[] {
  return notesOn({ day: aDay(), forecast: null, appointmentAt: null, ...part }, NOW, ZONE).map((note) => note.zh);
}

it("says nothing where numbers are called and nothing was booked", () => {
  expect(notes({})).toEqual([]);
});

it("says when calls begin, go on, or rest within the wait", () => {
  const opens = { next_opens_at: "2026-11-25T01:00:00Z" };
  expect(notes({ day: aDay({ state: "preparing", ...opens }) })).toEqual(["09:00 开始叫号"]);
  const noon = { next_opens_at: "2026-11-25T06:00:00Z" };
  expect(notes({ day: aDay({ state: "break", ...noon }) })).toEqual(["午休，14:00 继续叫号"]);
  const long = { low_s: 14_000, mid_s: 14_500, high_s: 15_000, low_min: 230, high_min: 250 };
  expect(notes({ forecast: long })).toEqual(["含午休，14:00 继续叫号"]);
});

it("tells who has booked the time, and who is early that others may go first until then", () => {
  expect(notes({ appointmentAt: "2026-11-25T02:30:00Z" })).toEqual(["预约 10:30，时间未到，其他号可能先叫"]);
  expect(notes({ appointmentAt: "2026-11-25T02:00:00Z" })).toEqual(["预约 10:00"]);
});
