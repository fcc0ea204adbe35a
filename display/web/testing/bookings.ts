/** Appointments as the server would answer them, for tests. */

import type { HallInfo, HeldAppointment, Slots } from "@queue/client";

import { aDay, secondsAgo } from "./views.ts";

const HALL = {
  id: "wanzhou-centre",
  name: { zh: "万州区公安局政务服务中心", en: "Service centre" },
  kind: "service-centre",
  kind_name: { zh: "政务服务中心", en: "Service centre" },
};
const HOUSEHOLD = { zh: "户政", en: "Household registration" };
const HALF_HOUR_MS = 1_800_000;

export function aHall(part: Partial<HallInfo> = {}): HallInfo {
  return {
    ...HALL,
    timezone: "Asia/Shanghai",
    day: aDay(),
    services: [
      { service: "household", name: HOUSEHOLD, series: "A" },
      { service: "traffic", name: { zh: "交管", en: "Traffic" }, series: "C" },
    ],
    lanes: [],
    counters: [],
    printers: [],
    persons: 3,
    bookable: ["household", "traffic"],
    by_phone: true,
    outcomes: [],
    ...part,
  };
}

/** A time on the hall's clock, with so much room. */
export function aSlot(at: string, left: number, date = "2026-11-25"): Slots["days"][number]["slots"][number] {
  const starts = Date.parse(`${date}T${at}:00+08:00`);
  const iso = (ms: number): string => new Date(ms).toISOString();
  return { starts_at: iso(starts), ends_at: iso(starts + HALF_HOUR_MS), left };
}

export function someSlots(part: Partial<Slots> = {}): Slots {
  return {
    hall: HALL,
    timezone: "Asia/Shanghai",
    service: "household",
    service_name: HOUSEHOLD,
    days: [
      { date: "2026-11-25", slots: [aSlot("10:30", 2), aSlot("11:00", 0), aSlot("11:30", 1)] },
      { date: "2026-11-26", slots: [aSlot("09:00", 2, "2026-11-26")] },
    ],
    early_s: 1800,
    grace_s: 600,
    ...part,
  };
}

export function anAppointment(part: Partial<HeldAppointment> = {}): HeldAppointment {
  return {
    id: "booking-1",
    code: "048213",
    service: "household",
    service_name: HOUSEHOLD,
    persons: 1,
    on: "2026-11-25",
    slot_at: "2026-11-25T02:30:00Z",
    check_in_from: "2026-11-25T02:00:00Z",
    on_time_until: "2026-11-25T02:40:00Z",
    state: "booked",
    label: null,
    at: secondsAgo(0),
    hall: HALL,
    timezone: "Asia/Shanghai",
    rehearsal: false,
    can_cancel: true,
    can_book: true,
    ticket_url: null,
    ...part,
  };
}
