/** The manager's link to the hall: the live view, and what a manager can do. Nothing else of the page talks to it. */

import {
  BASE,
  follow,
  type Appointment,
  type BookedAppointment,
  type BookingRequest,
  type CheckInRequest,
  type DayCloseAnswer,
  type DayCloseRequest,
  type Followed,
  type HallInfo,
  type HallName,
  type Halls,
  type IssuedTicket,
  type Link,
  type LiveView,
  type Plaques,
  type ReportsOffered,
  type RequestedSlip,
  type SlipRequest,
  type TicketRequest,
  type WhatIf,
  type WhatIfRequest,
} from "@queue/client";
import { computed, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from "vue";

import { createBookings, type Bookings } from "../bookings.ts";
import { createPresses } from "../presses.ts";
import { createRegisters, type Registers } from "../registers/link.ts";
import { recall, remember } from "../remembered.ts";
import type { Staff } from "../session.ts";
import type { Report } from "./report.ts";

export interface Office {
  staff: Staff;
  /** The halls to choose from, when the account is of every hall and there are several. */
  halls: ShallowRef<HallName[]>;
  hall: ShallowRef<HallInfo | null>;
  view: ComputedRef<LiveView | null>;
  link: ComputedRef<Link>;
  now: ComputedRef<number>;
  heardAt: ComputedRef<number | null>;
  /** Why the hall cannot be shown. */
  problem: ShallowRef<unknown>;
  busy: Ref<boolean>;
  choose(hall: string): Promise<void>;
  closeDay(body: DayCloseRequest): Promise<DayCloseAnswer | null | undefined>;
  issue(body: TicketRequest): Promise<IssuedTicket | null | undefined>;
  bookings: Bookings;
  registers: Registers;
  book(body: BookingRequest): Promise<BookedAppointment | null | undefined>;
  checkIn(appointment: string, body: CheckInRequest): Promise<IssuedTicket | null | undefined>;
  cancelBooking(appointment: string, reason: string): Promise<Appointment | null | undefined>;
  reprint(body: SlipRequest): Promise<RequestedSlip | null | undefined>;
  signOutCounter(counter: string): Promise<object | null | undefined>;
  reports(): Promise<ReportsOffered>;
  report(name: string, from: string, to: string): Promise<Report>;
  /** Play a day that is over with changes of the plan; nothing is written. */
  whatIf(body: WhatIfRequest): Promise<WhatIf>;
  plaques(): Promise<Plaques>;
  /** A clerk's plaque, to be printed. */
  plaqueAddress(clerk: string): string;
  /** Where a browser downloads a report; its session goes along. */
  reportAddress(name: string, from: string, to: string, format: string): string;
}

/** `wanted`: the hall that is asked for from outside, as by the address, for an account of all halls. */
export function createOffice(
  staff: Staff,
  { open = follow, wanted = () => undefined }: { open?: typeof follow; wanted?: () => string | undefined } = {},
): Office {
  const halls: Office["halls"] = shallowRef([]);
  const hall: Office["hall"] = shallowRef(null);
  const problem: Office["problem"] = shallowRef(null);
  const followed: ShallowRef<Followed<LiveView> | null> = shallowRef(null);

  const path = (): string => `/halls/${encodeURIComponent(hall.value?.id ?? "")}`;
  const reportPath = (name: string, from: string, to: string, format: string): string =>
    `${path()}/reports/${name}?${new URLSearchParams({ from, to, format }).toString()}`;
  const { busy, once } = createPresses(staff.api, followed, () => `${path()}/live`);

  const registers = createRegisters(staff.api, path);

  async function choose(id: string): Promise<void> {
    problem.value = null;
    if (hall.value?.id !== id) leave();
    try {
      hall.value = await staff.api.get<HallInfo>(`/halls/${encodeURIComponent(id)}`);
    } catch (failure) {
      problem.value = failure;
      return;
    }
    remember("hall", id);
    const before = followed.value;
    const link = open<LiveView>({ hall: id, view: "live" });
    if (before?.view.value?.hall.id === id) link.view.value = before.view.value; // signed in again: the page stays
    followed.value = link;
    before?.stop();
  }

  async function enter(): Promise<void> {
    const own = staff.session.value?.hall ?? hall.value?.id;
    if (own) return choose(own);
    const asked = wanted();
    if (asked) await choose(asked);
    if (hall.value) return;
    try {
      halls.value = (await staff.api.get<Halls>("/halls")).halls;
    } catch (failure) {
      problem.value = failure;
    }
    const [only, another] = halls.value;
    const last = halls.value.find((one) => one.id === recall("hall")) ?? (another ? undefined : only);
    if (last) await choose(last.id);
  }

  function leave(): void {
    followed.value?.stop();
    followed.value = null;
    hall.value = null;
    registers.all.value = registers.problem.value = null;
  }

  watch(staff.session, (session, before) => {
    if (session?.username !== before?.username) leave();
    if (session) void enter();
  });
  watch(() => followed.value?.problem.value, (refused) => {
    staff.heed(refused);
    problem.value = refused ?? null;
  }); // prettier-ignore

  return {
    staff, halls, hall, problem, busy, choose,
    view: computed(() => followed.value?.view.value ?? null),
    link: computed<Link>(() => followed.value?.link.value ?? "connecting"),
    now: computed(() => followed.value?.now.value ?? Date.now()),
    heardAt: computed(() => followed.value?.heardAt.value ?? null),

    closeDay: (body) => once(`${path()}/day/close`, body),
    issue: (body) => once(`${path()}/tickets`, body),
    bookings: createBookings(staff.api, path),
    registers,
    book: (body) => once(`${path()}/appointments`, body),
    checkIn: (appointment, body) => once(`${path()}/appointments/${encodeURIComponent(appointment)}/check-in`, body),
    cancelBooking: (appointment, reason) =>
      once(`${path()}/appointments/${encodeURIComponent(appointment)}/cancel`, { reason }),
    reprint: (body) => once(`${path()}/slips`, body),
    signOutCounter: (counter) => once(`${path()}/counters/${encodeURIComponent(counter)}/sign-out`),
    reports: () => staff.api.get(`${path()}/reports`),
    report: (name, from, to) => staff.api.get(reportPath(name, from, to, "json")),
    whatIf: (body) => staff.api.post(`${path()}/what-if`, body),
    plaques: () => staff.api.get(`${path()}/plaques`),
    plaqueAddress: (clerk) => `${BASE}${path()}/plaques/${encodeURIComponent(clerk)}`,
    reportAddress: (name, from, to, format) => `${BASE}${reportPath(name, from, to, format)}`,
  }; // prettier-ignore
}
