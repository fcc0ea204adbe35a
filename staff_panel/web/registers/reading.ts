/** Something read from the server, and read again: what is shown stays until the newer is there. */

import { Problem } from "@queue/client";
import { ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from "vue";

import { isSessionEnd } from "../session.ts";

export interface Reading<T> {
  found: ShallowRef<T | null>;
  /** Why it could not be read the last time. */
  problem: ShallowRef<unknown>;
  loading: Ref<boolean>;
  again(): Promise<void>;
}

/**
 * Reads at once and whenever `what` or `changes` changes; when `what` does, what was shown is another thing and goes.
 * An answer that was overtaken by a later question is not shown.
 */
export function useReading<T>(
  read: () => Promise<T>,
  what: WatchSource<unknown>,
  changes: WatchSource<unknown>[] = [],
): Reading<T> {
  const found = shallowRef<T | null>(null);
  const problem = shallowRef<unknown>(null);
  const loading = ref(false);
  let asked = 0;

  async function again(): Promise<void> {
    const mine = ++asked;
    loading.value = true;
    try {
      const answer = await read();
      if (mine === asked) [found.value, problem.value] = [answer, null];
    } catch (failure) {
      if (mine === asked) problem.value = isSessionEnd(failure) ? null : failure;
    } finally {
      if (mine === asked) loading.value = false;
    }
  }

  watch(what, () => {
    [found.value, problem.value] = [null, null];
    void again();
  }); // prettier-ignore
  watch(changes, again);
  void again();
  return { found, problem, loading, again };
}

const HOPELESS = ["not-allowed", "not-found", "unknown-entry"];

/** Whether trying again may help. */
export const mayHelp = (problem: unknown): boolean => !(problem instanceof Problem && HOPELESS.includes(problem.code));
