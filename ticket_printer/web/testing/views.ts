/** Views and answers as the server gives them, for tests: an everyday one, and what is different about this one. */

import type { Appointment, Day, Followed, IssuedTicket, KioskView, TicketView } from "@queue/client";
import { ref, shallowRef } from "vue";

import type { Guide } from "../guides.ts";
import type { Found } from "../lookup.ts";

const KIND = { kind: "service-centre", kind_name: { zh: "政务服务中心", en: "Service centre" } };

export const NOW = Date.parse("2026-11-25T02:05:00Z"); // 10:05 in the hall
export const ZONE = "Asia/Shanghai";

export function aDay(part: Partial<Day> = {}): Day {
  return {
    state: "open",
    date: "2026-11-25",
    sessions: [
      { opens_at: "2026-11-25T01:00:00Z", closes_at: "2026-11-25T04:00:00Z" },
      { opens_at: "2026-11-25T06:00:00Z", closes_at: "2026-11-25T09:30:00Z" },
    ],
    last_ticket_at: "2026-11-25T09:20:00Z",
    closes_at: "2026-11-25T09:30:00Z",
    next_opens_at: null,
    serves_on: false,
    waiting: 13,
    serving: 2,
    ...part,
  };
}

function aView(seq: number) {
  const hall = { id: "h", name: { zh: "测试大厅", en: "Test hall" }, ...KIND };
  return { seq, at: new Date(NOW).toISOString(), speed: 1, timezone: ZONE, hall, rehearsal: false, day: aDay() };
}

export function aKiosk(part: Partial<KioskView> = {}): KioskView {
  return {
    ...aView(10),
    view: "kiosk",
    printers: [],
    registers: { help_calls: [] },
    accepting: true,
    why_not: null,
    appointments: false,
    id_number_needed: false,
    services: [
      {
        service: "household",
        name: { zh: "户政", en: "Household registration" },
        series: "A",
        waiting: 12,
        forecast: { low_s: 743, mid_s: 1000, high_s: 1490, low_min: 12, high_min: 25 },
        left: null,
        more_at: null,
        guide: true,
      },
      {
        service: "cyber",
        name: { zh: "网安", en: "Cyber security" },
        series: "G",
        waiting: 0,
        forecast: null,
        left: null,
        more_at: null,
        guide: false,
      },
    ],
    green: [
      { lane: "elderly", name: { zh: "老年人", en: "Elderly" } },
      { lane: "pregnant", name: { zh: "孕妇", en: "Pregnant" } },
    ],
    rule: { zh: "绿色通道视为早到 15 分钟。", en: "The green channel counts as having come 15 minutes earlier." },
    notices: [{ zh: "咨询电话：023-0000-0001", en: "Enquiries: 023-0000-0001" }],
    ...part,
  };
}

export function aNumber(part: Partial<IssuedTicket> = {}): IssuedTicket {
  return {
    id: "ticket-1",
    label: "A012",
    token: "token-1",
    url: "http://hall.example/t/token-1",
    service: "household",
    lane: "ordinary",
    persons: 1,
    ahead: 7,
    forecast: { low_s: 743, mid_s: 1000, high_s: 1490, low_min: 12, high_min: 25 },
    slip: "slip-1",
    ...part,
  };
}

export function aTicket(part: Partial<TicketView> = {}): TicketView {
  return {
    ...aView(11),
    view: "ticket",
    label: "A012",
    service: "household",
    service_name: { zh: "户政", en: "Household registration" },
    persons: 1,
    state: "waiting",
    issued_at: new Date(NOW).toISOString(),
    ahead: 7,
    forecast: { low_s: 743, mid_s: 1000, high_s: 1490, low_min: 12, high_min: 25 },
    counter: null,
    called_at: null,
    misses: 0,
    misses_allowed: 3,
    rejoin_behind: 3,
    outcome: null,
    explanation: null,
    on: null,
    continued: null,
    code: null,
    guide: null,
    appointment_at: null,
    can_cancel: true,
    can_rejoin: false,
    rating: null,
    can_rate: false,
    slip: "requested",
    slip_why: null,
    ...part,
  };
}

export function aGuide(): Guide {
  const one = (zh: string) => ({ zh, en: `${zh} (en)` });
  return {
    basis: one("户口登记条例"),
    conditions: one("本人"),
    materials: [one("身份证"), one("户口簿")],
    place: one("1号窗口"),
    time: one("工作日"),
    process: one("当场受理"),
    time_limit: one("即办"),
    fee: one("不收费"),
  };
}

/** A number by its label. */
export function aLabelled(part: Partial<Found> = {}): Found {
  return {
    label: "A012",
    service_name: { zh: "户政", en: "Household registration" },
    state: "waiting",
    ahead: 7,
    forecast: { low_s: 743, mid_s: 1000, high_s: 1490, low_min: 12, high_min: 25 },
    counter: null,
    misses: 0,
    misses_allowed: 3,
    rejoin_behind: 3,
    can_rejoin: false,
    slip: "printed",
    slip_why: null,
    ...part,
  };
}

/** A followed view whose pushes are the test's. */
export function following<V>(view: V | null = null): Followed<V> & { stopped: boolean } {
  const followed = {
    view: shallowRef(view),
    link: ref("live" as const),
    problem: shallowRef(null),
    now: ref(NOW),
    heardAt: ref<number | null>(NOW),
    stopped: false,
    stop: () => {
      followed.stopped = true;
    },
  };
  return followed;
}

export function anAppointment(part: Partial<Appointment> = {}): Appointment {
  return {
    id: "a1",
    code: "123456",
    service: "household",
    service_name: { zh: "户政", en: "Household registration" },
    persons: 1,
    on: "2026-11-25",
    slot_at: "2026-11-25T02:30:00Z",
    check_in_from: "2026-11-25T02:00:00Z",
    on_time_until: "2026-11-25T02:40:00Z",
    state: "booked",
    label: null,
    ...part,
  };
}
