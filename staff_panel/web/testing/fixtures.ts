/** A hall at work, for tests: counter 1 of a small hall at 10:24. */

import type {
  CarriedCase,
  CounterView,
  CurrentTicket,
  HallInfo,
  LiveView,
  Reason,
  Session,
  Slots,
  StaffAppointment,
  StaffTicket,
} from "@queue/client";

import moves from "../../../tests/cases/moves.json";

const KIND_NAME = { zh: "政务服务中心", en: "Service centre" };

export const NOW = Date.parse("2026-11-25T10:24:00+08:00");
export const TIMEZONE = "Asia/Shanghai";

const minutesAgo = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();

export const clerk: Session = {
  username: "zhang",
  name: "张伟",
  role: "clerk",
  hall: "h",
  powers: ["admit", "appointments", "book", "issue", "print", "serve", "session"],
  scope: { hall: "h", branch: null },
};

const day: CounterView["day"] = {
  state: "open",
  date: "2026-11-25",
  sessions: [{ opens_at: "2026-11-25T01:00:00Z", closes_at: "2026-11-25T09:30:00Z" }],
  last_ticket_at: "2026-11-25T09:20:00Z",
  closes_at: "2026-11-25T09:30:00Z",
  next_opens_at: null,
  serves_on: false,
  waiting: 3,
  serving: 1,
};

const stamp = {
  seq: 40,
  at: new Date(NOW).toISOString(),
  speed: 1,
  timezone: TIMEZONE,
  hall: { id: "h", name: { zh: "测试大厅", en: "Test hall" }, kind: "service-centre", kind_name: KIND_NAME },
  rehearsal: false,
  day,
};

export function staffTicket(label: string, more: Partial<StaffTicket> = {}): StaffTicket {
  return {
    id: `id-${label}`,
    label,
    service: "household",
    service_name: { zh: "户政", en: "Household" },
    lane: "ordinary",
    lane_name: { zh: "普通", en: "Ordinary" },
    green: false,
    persons: 1,
    state: "waiting",
    issued_at: minutesAgo(12),
    waiting_since: minutesAgo(12),
    counter: null,
    called_at: null,
    started_at: null,
    recalls: 0,
    misses: 0,
    more_time: false,
    appointment_at: null,
    note: null,
    date: "2026-11-25",
    ...more,
  };
}

export function currentTicket(label: string, more: Partial<CurrentTicket> = {}): CurrentTicket {
  return {
    ...staffTicket(label, { state: "called", counter: "1", called_at: minutesAgo(1) }),
    waited_s: 11 * 60,
    state_since: minutesAgo(1),
    reason: reason(),
    can_recall_at: null,
    can_miss_at: null,
    recalls_due: 0,
    moves: moves[more.state ?? "called"],
    ...more,
  };
}

export function reason(more: Partial<Reason> = {}): Reason {
  return { rule: "right_of_way", claim_s: 11 * 60, waited_s: 11 * 60, passed_over: [], stated: null, ...more };
}

export function counterView(more: Partial<CounterView> = {}): CounterView {
  return {
    ...stamp,
    view: "counter",
    counter: { id: "1", name: { zh: "1号窗口", en: "Counter 1" }, serves: ["household"], state: "free" },
    post: { clerk: "zhang", name: "张伟", role: "A", since: minutesAgo(90) },
    pause: null,
    current: null,
    waiting: [
      {
        service: "household",
        name: { zh: "户政", en: "Household" },
        count: 3,
        oldest_at: minutesAgo(12),
        own: true,
        others: 0,
      },
    ],
    next_up: [],
    parked: [],
    missed: [],
    served: 7,
    services: [{ id: "household", name: { zh: "户政", en: "Household" } }],
    counters: [],
    slips: [],
    printers: [],
    registers: {},
    ...more,
  };
}

export function liveView(more: Partial<LiveView> = {}): LiveView {
  return {
    ...stamp,
    view: "live",
    issued: 3,
    ended: 0,
    missed: 0,
    parked: 0,
    forecasts: { judged: 0, in_range: null, nominal: 0.7, mean_error_s: null },
    services: [],
    counters: [],
    remaining: [],
    remaining_count: more.remaining?.length ?? 0,
    carried: [],
    carried_count: 0,
    carried_missed: 0,
    slips: [],
    printers: [],
    registers: {},
    warnings: [],
    ...more,
  };
}

export const OUTCOMES: HallInfo["outcomes"] = [
  { outcome: "done", needs: null },
  { outcome: "accepted", needs: null },
  { outcome: "notice_given", needs: null },
  { outcome: "refused", needs: "reason" },
  { outcome: "referred", needs: "to" },
];

export function hallInfo(more: Partial<HallInfo> = {}): HallInfo {
  return {
    id: "h",
    name: { zh: "测试大厅", en: "Test hall" },
    kind: "service-centre",
    kind_name: KIND_NAME,
    timezone: TIMEZONE,
    day,
    services: [
      { service: "household", name: { zh: "户政", en: "Household" }, series: "A" },
      { service: "exit-entry", name: { zh: "出入境", en: "Exit and entry" }, series: "B" },
      { service: "vehicles", name: { zh: "车驾管", en: "Vehicles" }, series: "C" },
    ],
    lanes: [
      { lane: "ordinary", name: { zh: "普通", en: "Ordinary" }, green: false, approval: false, from_age: null },
      { lane: "elderly", name: { zh: "老年人", en: "Elderly" }, green: true, approval: false, from_age: 60 },
      { lane: "urgent", name: { zh: "急事急办", en: "Urgent" }, green: false, approval: true, from_age: null },
      { lane: "carried_over", name: { zh: "顺延", en: "Carried over" }, green: false, approval: false, from_age: null },
    ],
    counters: [
      { id: "1", name: { zh: "1号窗口", en: "Counter 1" }, serves: ["household"], support: [] },
      { id: "2", name: { zh: "2号窗口", en: "Counter 2" }, serves: ["exit-entry"], support: ["household"] },
    ],
    printers: ["printer-1"],
    persons: 9,
    bookable: [],
    by_phone: false,
    outcomes: OUTCOMES,
    ...more,
  };
}

export function carriedCase(more: Partial<CarriedCase> = {}): CarriedCase {
  return {
    ticket: "a-case",
    label: "A001",
    code: "123456",
    service: "household",
    service_name: { zh: "户政", en: "Household registration" },
    date: "2026-11-24",
    on: "2026-11-25",
    until: "2026-12-09",
    reason: "系统故障",
    state: "booked",
    came_as: null,
    ended_at: null,
    ended_because: null,
    ...more,
  };
}

export function appointment(more: Partial<StaffAppointment> = {}): StaffAppointment {
  return {
    id: "a1",
    code: "123456",
    service: "household",
    service_name: { zh: "户政", en: "Household" },
    persons: 1,
    on: "2026-11-25",
    slot_at: "2026-11-25T03:00:00Z",
    check_in_from: "2026-11-25T02:30:00Z",
    on_time_until: "2026-11-25T03:10:00Z",
    state: "booked",
    label: null,
    booked_at: minutesAgo(600),
    name: "王五",
    phone: "13800001234",
    ...more,
  };
}

export const slots: Slots = {
  hall: stamp.hall,
  timezone: TIMEZONE,
  service: "household",
  service_name: { zh: "户政", en: "Household" },
  days: [
    {
      date: "2026-11-25",
      slots: [{ starts_at: "2026-11-25T03:00:00Z", ends_at: "2026-11-25T03:30:00Z", left: 0 }],
    },
    {
      date: "2026-11-26",
      slots: [
        { starts_at: "2026-11-26T01:00:00Z", ends_at: "2026-11-26T01:30:00Z", left: 0 },
        { starts_at: "2026-11-26T01:30:00Z", ends_at: "2026-11-26T02:00:00Z", left: 2 },
      ],
    },
  ],
  early_s: 1800,
  grace_s: 600,
};
