/** The calls for a person that nobody has answered yet, as the pushed count of them changes. */

import { computed, onBeforeUnmount, type ComputedRef, type WatchSource } from "vue";

import type { Registers } from "../link.ts";
import { mayHelp, useReading } from "../reading.ts";

export interface OpenCall {
  id: string;
  place: string;
  asked_at: string;
}

const LOOK_MS = 5_000; // one may be answered and another come without a change of the count

/** `count`: how many are open; `joined`: changes when the page hears the hall again. The longest waiting come first. */
export function useOpenCalls(
  registers: Registers,
  count: () => number,
  joined: WatchSource<unknown>,
): { calls: ComputedRef<readonly OpenCall[]>; again: () => Promise<void> } {
  const { found, problem, again } = useReading(
    async () => {
      if (!count()) return [];
      const { items } = await registers.list("help-calls", { state: "open", sort: "asked_at" });
      return items.map(({ id, place, asked_at }) => ({ id, place: String(place), asked_at: String(asked_at) }));
    },
    () => registers,
    [count, joined],
  );

  const looking = setInterval(() => {
    if (count() && mayHelp(problem.value)) void again();
  }, LOOK_MS);
  onBeforeUnmount(() => clearInterval(looking));

  return { calls: computed(() => (count() ? (found.value ?? []) : [])), again };
}
