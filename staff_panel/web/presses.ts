/** Presses one at a time: the next one counts only when the answer, and what it did, are on the screen. */

import type { Api } from "@queue/client";
import { ref, watch, type Ref, type ShallowRef } from "vue";

const SETTLED_MS = 1_000; // a push takes milliseconds; after this the page asks for the view itself

export interface Presses {
  busy: Ref<boolean>;
  /** POST. Undefined when another press is under way; null when the server had nothing to do. */
  once<T>(path: string, body?: object): Promise<T | null | undefined>;
}

/** `followed`: the page's pushed view; `address`: where the same view can be asked for. */
export function createPresses<V extends { seq: number }>(
  api: Api,
  followed: ShallowRef<{ view: ShallowRef<V | null> } | null>,
  address: () => string,
): Presses {
  const busy = ref(false);
  const seen = (): number => followed.value?.view.value?.seq ?? 0;

  async function settled(before: number): Promise<void> {
    if (await changed(seen, before)) return;
    const asked = await api.get<V>(address());
    if (followed.value && asked.seq >= seen()) followed.value.view.value = asked;
  }

  return {
    busy,
    async once<T>(path: string, body?: object) {
      if (busy.value) return undefined;
      busy.value = true;
      const before = seen();
      try {
        const answer = await api.post<T | null>(path, body);
        if (answer !== null) await settled(before).catch(() => undefined); // the press itself was answered
        return answer;
      } finally {
        busy.value = false;
      }
    },
  };
}

/** Whether the view moves on from `before` in time. */
function changed(seen: () => number, before: number): Promise<boolean> {
  if (seen() > before) return Promise.resolve(true);
  return new Promise((resolve) => {
    const stop = watch(seen, (seq) => {
      if (seq > before) end(true);
    });
    const timer = setTimeout(() => end(false), SETTLED_MS);
    function end(result: boolean): void {
      stop();
      clearTimeout(timer);
      resolve(result);
    }
  });
}
