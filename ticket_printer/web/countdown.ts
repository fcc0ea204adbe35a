/** The way back to the start: seconds that run down while nobody touches anything. */

import { onScopeDispose, ref, watch, type Ref } from "vue";

export interface Countdown {
  /** Seconds left, or null while nothing runs down. */
  left: Ref<number | null>;
  /** Somebody is there: from the beginning. */
  restart(): void;
}

/** `seconds`: how long now, null for no countdown; each change of it begins anew. */
export function useCountdown(seconds: () => number | null, over: () => void): Countdown {
  const left = ref<number | null>(null);

  function restart(): void {
    left.value = seconds();
  }

  const ticking = setInterval(() => {
    if (left.value === null) return;
    left.value -= 1;
    if (left.value <= 0) {
      left.value = null;
      over();
    }
  }, 1000);

  watch(seconds, restart, { immediate: true });
  onScopeDispose(() => clearInterval(ticking));
  return { left, restart };
}
