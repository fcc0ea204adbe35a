/** What a manager is doing in a dialog, and what the server said about it. */

import type {
  BookedAppointment,
  BookingRequest,
  CarriedOver,
  CheckInRequest,
  CounterLive,
  DayCloseRequest,
  IssuedTicket,
  SlipRequest,
  SlipTrouble,
  StaffAppointment,
  TicketRequest,
} from "@queue/client";
import { ref, shallowRef } from "vue";

import { isSessionEnd } from "../session.ts";
import { t as common } from "../words.ts";
import { dateIn } from "./closing.ts";
import type { Office } from "./live.ts";
import { say, t } from "./words.ts";

export type Doing =
  | { kind: "close" }
  | { kind: "issue" }
  | { kind: "plaques" }
  | { kind: "relieve"; counter: CounterLive }
  | { kind: "reprint"; slip: SlipTrouble }
  | { kind: "carried"; carried: CarriedOver }
  | { kind: "end"; carried: CarriedOver }
  | { kind: "book" }
  | { kind: "arrived"; appointment: StaffAppointment }
  | { kind: "cancel"; appointment: StaffAppointment };

export type OfficeWork = ReturnType<typeof useOffice>;

export function useOffice(office: Office) {
  const dialog = shallowRef<Doing | null>(null);
  const problem = shallowRef<unknown>(null);
  const notice = ref("");
  const issued = shallowRef<IssuedTicket | null>(null);
  const booked = shallowRef<BookedAppointment | null>(null);
  const bookingsDone = ref(0);

  function dismiss(): void {
    dialog.value = issued.value = booked.value = problem.value = null;
    notice.value = "";
  }

  /** What the server answered; undefined when nothing was sent or it refused. */
  async function tried<T>(sent: Promise<T>): Promise<T | undefined> {
    problem.value = null;
    try {
      return await sent;
    } catch (failure) {
      problem.value = isSessionEnd(failure) ? null : failure;
      return undefined;
    }
  }

  function done(words: string): void {
    dismiss();
    notice.value = words;
  }

  return {
    dialog,
    problem,
    notice,
    issued,
    booked,
    /** Counts what was done about appointments: a list of them is then read again. */
    bookingsDone,
    dismiss,

    open(doing: Doing): void {
      dismiss();
      dialog.value = doing;
    },

    async closeDay(body: DayCloseRequest): Promise<void> {
      if (await tried(office.closeDay(body))) done(t("closeDone"));
    },

    async issue(body: TicketRequest): Promise<void> {
      issued.value = (await tried(office.issue(body))) ?? null;
    },

    async book(body: BookingRequest): Promise<void> {
      booked.value = (await tried(office.book(body))) ?? null;
      bookingsDone.value += 1;
    },

    async checkIn(appointment: string, body: CheckInRequest): Promise<void> {
      issued.value = (await tried(office.checkIn(appointment, body))) ?? null;
      bookingsDone.value += 1;
    },

    async cancelBooking(appointment: string, reason: string): Promise<void> {
      const cancelled = await tried(office.cancelBooking(appointment, reason));
      if (cancelled && dialog.value?.kind !== "close") done(common("cancelled")); // who closes the day goes on with it
      bookingsDone.value += 1;
    },

    async endCase(ticket: string, reason: string): Promise<void> {
      if (await tried(office.cancelBooking(ticket, reason))) done(common("caseEnded"));
      bookingsDone.value += 1;
    },

    async reprint(body: SlipRequest): Promise<void> {
      const slip = await tried(office.reprint(body));
      if (slip) done(common("reprintSent", { label: slip.label }));
    },

    async relieve(counter: CounterLive): Promise<void> {
      const name = say(counter.name);
      if (await tried(office.signOutCounter(counter.id))) done(t("relieved", { counter: name }));
    },

    async leave(): Promise<void> {
      await tried(office.staff.signOut());
    },

    today: (): string => dateIn(office.hall.value?.timezone ?? "Asia/Shanghai", office.now.value),
  };
}
