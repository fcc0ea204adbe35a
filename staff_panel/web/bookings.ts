/** Appointments as staff handle them: what can be booked, who is expected, and who has come. */

import {
  clock,
  day,
  type Api,
  type Appointment,
  type Appointments,
  type CarriedCases,
  type Slots,
  type StaffAppointment,
  type StaffAppointments,
} from "@queue/client";

import { onBeforeUnmount, onMounted, shallowRef, watch } from "vue";

import { language, say, t } from "./words.ts";

/** What has become of it. */
export type BookingState = Appointment["state"];

export interface Bookings {
  slots(service: string): Promise<Slots>;
  /** Whose code this is, or whose phone number ends so. */
  find(typed: string): Promise<Appointment[]>;
  /** Those of a business day; of today without one. */
  on(date?: string): Promise<StaffAppointments>;
  /** The cases carried over of which this became, without the first `after`. */
  carried(state: BookingState, after: number): Promise<CarriedCases>;
}

const CODE = /^\d{6}$/;
export const FINDABLE = /^\d{4,19}$/;

/** `path`: the hall's address. */
export function createBookings(api: Api, path: () => string): Bookings {
  async function found(query: Record<string, string>): Promise<Appointment[]> {
    const words = new URLSearchParams(query).toString();
    return (await api.get<Appointments>(`${path()}/appointments/found?${words}`)).appointments;
  }

  return {
    slots: (service) => api.get(`${path()}/slots?${new URLSearchParams({ service }).toString()}`),
    on: (date) => api.get(`${path()}/appointments${date ? `?date=${date}` : ""}`),
    carried: (state, after) => api.get(`${path()}/appointments/carried?state=${state}&after=${String(after)}`),

    async find(typed) {
      const byCode = CODE.test(typed) ? await found({ code: typed }) : [];
      return byCode.length ? byCode : found({ phone: typed });
    },
  };
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const AGAIN_MS = 15_000; // people check in at the kiosk meanwhile

/** The appointments of a day, read again every now and then, and when `done` says that something was done about them. */
export function useAppointments(bookings: Bookings, date: () => string | undefined, done: () => number) {
  const shown = shallowRef<StaffAppointments | null>(null);
  const failed = shallowRef<unknown>(null);

  async function load(): Promise<void> {
    const asked = date();
    if (asked !== undefined && !DATE.test(asked)) return; // being typed
    try {
      const answer = await bookings.on(asked);
      if (date() === asked) shown.value = answer;
      failed.value = null;
    } catch (failure) {
      failed.value = failure;
    }
  }

  watch([date, done], load, { immediate: true });
  let timer: ReturnType<typeof setInterval> | undefined;
  onMounted(() => (timer = setInterval(load, AGAIN_MS)));
  onBeforeUnmount(() => clearInterval(timer));
  return { shown, failed, load };
}

/** When somebody is expected: the time booked, or the whole day of a case carried over. */
export function when(one: Appointment, timezone: string): string {
  return one.slot_at ? clock(one.slot_at, timezone) : t("anyTime");
}

const STATES = {
  booked: "bookedState",
  checked_in: "checkedIn",
  cancelled: "cancelledState",
  missed: "missedState",
} as const;

export function bookingState(one: Appointment): string {
  const state = t(STATES[one.state]);
  return one.label ? `${state} ${one.label}` : state;
}

/** One line about an appointment that was found. */
export function told(one: Appointment | StaffAppointment, timezone: string): string {
  return [day(one.on, timezone, language.value), when(one, timezone), say(one.service_name)].join(" · ");
}
