/** A person called to this kiosk: pressed, known to the staff, and somebody on the way. */

import type { OpenCall } from "@queue/client";
import { computed, onScopeDispose, ref, watch, type ComputedRef, type Ref } from "vue";

export type HelpState = "none" | "asking" | "called" | "coming" | "failed";

export const SHOWN_MS = 20_000; // that somebody comes, or that nobody was reached

/** What it needs of the server: this kiosk's name, once it is known, and the call. */
export interface HelpDesk {
  place: Ref<string | null>;
  askForHelp(): Promise<unknown>;
}

/** `calls`: those open in the hall. */
export function useHelp(
  calls: () => readonly OpenCall[],
  desk: HelpDesk,
): { help: ComputedRef<HelpState>; call(): void } {
  const passing = ref<"none" | "asking" | "coming" | "failed">("none");
  let ending: ReturnType<typeof setTimeout> | undefined;

  const called = computed(() => calls().some((one) => one.place === desk.place.value));
  const help = computed<HelpState>(() => (called.value ? "called" : passing.value));

  function show(state: "coming" | "failed" | "none"): void {
    clearTimeout(ending);
    passing.value = state;
    ending = setTimeout(() => (passing.value = "none"), SHOWN_MS);
  }

  watch(called, (now, before) => {
    if (before && !now) show("coming");
  });

  async function call(): Promise<void> {
    if (called.value || passing.value === "asking") return;
    clearTimeout(ending);
    passing.value = "asking";
    try {
      await desk.askForHelp();
      setTimeout(() => passing.value === "asking" && show("none"), 2_000); // by now it is in a view, or answered
    } catch {
      show("failed");
    }
  }

  onScopeDispose(() => clearTimeout(ending));
  return { help, call: () => void call() };
}
