/** The steps of a booking, forth by each choice and back by what the server says has changed meanwhile. */

import { Problem, type Slots } from "@queue/client";
import { computed, ref, shallowRef, type ShallowRef } from "vue";

import type { BookLive } from "./live.ts";

export type Step = "service" | "day" | "time" | "who";
export const STEPS: readonly Step[] = ["service", "day", "time", "who"];

const GONE = ["not-bookable", "unknown-service", "sign-in-needed", "not-allowed"]; // the plan is another one now

export function useBooking(live: BookLive) {
  const step = ref<Step>("service");
  const service = ref<string | null>(null);
  const date = ref<string | null>(null);
  const startsAt = ref<string | null>(null);
  const persons = ref(1);
  const phone = ref("");
  const slots: ShallowRef<Slots | null> = shallowRef(null);
  const unread = ref(false); // the times could not be asked for
  const working = ref(false);
  const refused: ShallowRef<Problem | null> = shallowRef(null);

  const bookable = computed(() => {
    const hall = live.hall.value;
    return hall?.by_phone ? hall.services.filter(({ service: id }) => hall.bookable.includes(id)) : [];
  });
  const chosenDay = computed(() => slots.value?.days.find((one) => one.date === date.value) ?? null);

  /** Opens a step; what was chosen there and after it is open again. */
  function open(to: Step): void {
    step.value = to;
    const at = STEPS.indexOf(to);
    if (at <= STEPS.indexOf("time")) startsAt.value = null;
    if (at <= STEPS.indexOf("day")) date.value = null;
    if (at <= STEPS.indexOf("service")) service.value = null;
  }

  /** The times as they are now. A service that takes no bookings any more leads back to the first step. */
  async function read(): Promise<void> {
    const asked = service.value;
    if (asked === null) return;
    slots.value = null;
    unread.value = false;
    try {
      const answer = await live.times(asked);
      if (service.value === asked) slots.value = answer;
    } catch (problem) {
      if (service.value !== asked) return;
      if (problem instanceof Problem && GONE.includes(problem.code)) await startAgain(problem);
      else unread.value = true;
    }
  }

  async function startAgain(why: Problem): Promise<void> {
    refused.value = why;
    open("service");
    await live.load();
  }

  async function chooseService(id: string): Promise<void> {
    refused.value = null;
    open("day");
    service.value = id;
    await read();
  }

  function chooseDay(chosen: string): void {
    refused.value = null;
    open("time");
    date.value = chosen;
  }

  function chooseTime(chosen: string): void {
    refused.value = null;
    open("who");
    startsAt.value = chosen;
  }

  /** Back to a step by one's own wish: others may have booked meanwhile. */
  async function change(to: Step): Promise<void> {
    refused.value = null;
    open(to);
    if (to !== "service") await read();
  }

  async function book(who: { persons: number; phone: string }): Promise<void> {
    if (service.value === null || startsAt.value === null || working.value) return;
    working.value = true;
    refused.value = null;
    try {
      await live.book({ service: service.value, slot_at: startsAt.value, ...who });
      return; // on the way to the appointment's page: nothing here is to be pressed again
    } catch (failure) {
      const problem = Problem.of(failure);
      refused.value = problem;
      await recover(problem);
    }
    working.value = false;
  }

  async function recover(problem: Problem): Promise<void> {
    if (problem.code === "slot-full") {
      open(problem.data.next_at ? "time" : "day");
      await read();
    } else if (problem.code === "unknown-slot") {
      open("day");
      await read();
    } else if (GONE.includes(problem.code)) {
      await startAgain(problem);
    } else if (problem.code === "persons-out-of-range") {
      await live.load();
      persons.value = Math.min(persons.value, live.hall.value?.persons ?? 1);
    }
  }

  return {
    step, service, date, startsAt, persons, phone, slots, unread, working, refused, bookable, chosenDay,
    read, chooseService, chooseDay, chooseTime, change, book,
  };
}
