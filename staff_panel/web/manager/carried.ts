/** The cases carried over, as the page lists them: the pushed view shows the first open ones, the rest is asked for. */

import type { CarriedCase, CarriedOver } from "@queue/client";
import { computed, shallowRef, watch } from "vue";

import type { Bookings, BookingState } from "../bookings.ts";

export const STATES = ["booked", "missed", "cancelled", "checked_in"] as const satisfies readonly BookingState[];

interface Pushed {
  cases: readonly CarriedOver[];
  count: number;
}

/** `pushed`: the open ones; `done` changes when something was done about them. */
export function useCarried(bookings: Bookings, state: () => BookingState, pushed: () => Pushed, done: () => number) {
  const asked = shallowRef<CarriedCase[]>([]);
  const next = shallowRef<number | null>(null);
  const failed = shallowRef<unknown>(null);

  const cases = computed((): (CarriedOver | CarriedCase)[] => {
    if (state() !== "booked") return asked.value;
    const first = pushed().cases;
    const known = new Set(first.map((one) => one.ticket));
    return [...first, ...asked.value.filter((one) => !known.has(one.ticket))];
  });
  const more = computed(() =>
    state() === "booked" ? cases.value.length < pushed().count : next.value !== null,
  );

  async function load(after: number): Promise<void> {
    const of = state();
    try {
      const page = await bookings.carried(of, after);
      if (state() !== of) return;
      asked.value = after ? [...asked.value, ...page.cases] : page.cases;
      next.value = page.next;
      failed.value = null;
    } catch (failure) {
      failed.value = failure;
    }
  }

  watch([state, done], () => {
    asked.value = [];
    next.value = null;
    if (state() !== "booked") void load(0);
  }, { immediate: true }); // prettier-ignore

  return { cases, more, failed, loadMore: () => load(cases.value.length) };
}
