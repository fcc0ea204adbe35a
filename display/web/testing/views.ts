/** Views as the server would push them, for tests: a quiet Wednesday morning at the sample hall. */

import type { BoardView, Day, Followed, TicketView, WindowView } from "@queue/client";
import { ref, shallowRef } from "vue";

import { WHOLE } from "../part.ts";
import type { BoardLive } from "../pages/board/live.ts";

const KIND = { kind: "service-centre", kind_name: { zh: "政务服务中心", en: "Service centre" } };

export const NOW = Date.parse("2026-11-25T02:14:05Z"); // 10:14:05 in the hall

export const secondsAgo = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString();

export function aDay(part: Partial<Day> = {}): Day {
  return {
    state: "open",
    date: "2026-11-25",
    sessions: [{ opens_at: "2026-11-25T01:00:00Z", closes_at: "2026-11-25T04:00:00Z" }],
    last_ticket_at: "2026-11-25T04:00:00Z",
    closes_at: "2026-11-25T04:00:00Z",
    next_opens_at: null,
    serves_on: false,
    waiting: 5,
    serving: 2,
    ...part,
  };
}

const every = {
  seq: 10,
  at: secondsAgo(0),
  speed: 1,
  timezone: "Asia/Shanghai",
  hall: { id: "wanzhou-centre", name: { zh: "万州区公安局政务服务中心", en: "Service centre" }, ...KIND },
  rehearsal: false,
};

type Counter = BoardView["counters"][number];

export function aCounter(id: string, part: Partial<Counter> = {}): Counter {
  return {
    id,
    name: { zh: `${id}号窗口`, en: `Counter ${id}` },
    state: "free",
    label: null,
    services: ["household"],
    zone: null,
    back_at: null,
    ...part,
  };
}

type Call = BoardView["calls"][number];

export function aCall(seq: number, label: string, counter: string, ago: number, part: Partial<Call> = {}): Call {
  const counter_name = { zh: `${counter}号窗口`, en: `Counter ${counter}` };
  return { seq, label, counter, counter_name, at: secondsAgo(ago), recall: false, service: "household", ...part };
}

export function aLoad(service: string, count: number, part: Partial<BoardView["waiting"][number]> = {}) {
  return { service, name: { zh: service, en: service }, count, oldest_at: null, forecast: null, ...part };
}

const VOICE: BoardView["voice"] = { languages: ["zh"], times: 2 };

export function aBoard(part: Partial<BoardView> = {}): BoardView {
  const none = { calls: [], waiting: [], counters: [], notices: [], rules: [], zones: [] };
  const registers = { bulletins: [] };
  const empty = { ...none, registers, voice: VOICE };
  return { ...every, view: "board", day: aDay(), ...empty, ...part };
}

export function aWindow(part: Partial<WindowView> = {}): WindowView {
  return {
    ...every,
    view: "window",
    day: aDay(),
    counter: aCounter("3"),
    services: [{ zh: "户政", en: "Household registration" }],
    duty: { name: "王强", role: "A", badge: null, position: null, photo: null },
    complaint: null,
    pause_reason: null,
    ...part,
  };
}

export function aTicket(part: Partial<TicketView> = {}): TicketView {
  return {
    ...every,
    view: "ticket",
    day: aDay(),
    label: "A012",
    service: "household",
    service_name: { zh: "户政", en: "Household registration" },
    persons: 1,
    state: "waiting",
    issued_at: secondsAgo(900),
    ahead: 6,
    forecast: { low_s: 740, mid_s: 1000, high_s: 1490, low_min: 12, high_min: 25 },
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
    slip: "printed",
    slip_why: null,
    ...part,
  };
}

/** A board's live module, silent and of the whole hall, without a socket: the test is the server. */
export function aBoardLive(view: BoardView | null, part: Partial<BoardLive> = {}): BoardLive {
  return { ...following(view), part: WHOLE, look: "board", lines: 1, upright: ref(false), voice: null, ...part };
}

/** A followed view without a socket: the test is the server. */
export function following<V>(view: V | null): Followed<V> {
  return {
    view: shallowRef(view),
    link: ref("live"),
    problem: shallowRef(null),
    now: ref(NOW),
    heardAt: ref(NOW),
    stop: () => undefined,
  };
}
