/** One's appointment, asked for again now and then: whoever checks in at the kiosk finds the number on the phone. */

import { createApi, dateOf, Problem, type Appointment, type HeldAppointment, type Link } from "@queue/client";
import { computed, ref, shallowRef, type Ref, type ShallowRef } from "vue";

export const AGAIN_MS = 30_000;
export const SOON_MS = 5_000; // while it can be checked in: the number is given at the kiosk, and looked for here

export interface HeldLive {
  view: ShallowRef<HeldAppointment | null>;
  /** Why there is nothing to show. */
  lost: ShallowRef<Problem | null>;
  link: Readonly<Ref<Link>>;
  /** When the hall was last heard, on its own clock. */
  heardAt: Readonly<Ref<number | null>>;
  load(): Promise<void>;
  cancel(): Promise<void>;
  stop(): void;
}

export function holdAppointment(token: string): HeldLive {
  const api = createApi();
  const path = `/appointments/${encodeURIComponent(token)}`;
  const view: ShallowRef<HeldAppointment | null> = shallowRef(null);
  const lost: ShallowRef<Problem | null> = shallowRef(null);
  const silent = ref(false);
  let askedAt = 0;

  async function load(): Promise<void> {
    lost.value = null;
    askedAt = Date.now();
    try {
      view.value = await api.get<HeldAppointment>(path);
      silent.value = false;
    } catch (problem) {
      if (view.value) silent.value = true;
      else lost.value = Problem.of(problem);
    }
  }

  function again(): void {
    if (document.visibilityState === "visible" && view.value?.state === "booked") void load();
  }

  function whenDue(): void {
    const soon = view.value !== null && mayCheckIn(view.value);
    if (soon || Date.now() - askedAt >= AGAIN_MS) again();
  }

  const asking = setInterval(whenDue, SOON_MS);
  document.addEventListener("visibilitychange", again);

  return {
    view,
    lost,
    link: computed(() => (silent.value ? "silent" : view.value ? "live" : "connecting")),
    heardAt: computed(() => (view.value ? Date.parse(view.value.at) : null)),
    load,
    async cancel() {
      try {
        const answer = await api.post<Appointment>(`${path}/cancel`);
        if (view.value) view.value = { ...view.value, ...answer, can_cancel: false };
      } catch (problem) {
        if (!(problem instanceof Problem && problem.code === "appointment-over")) throw problem;
        await load(); // its state says all there is to say
      }
    },
    stop() {
      clearInterval(asking);
      document.removeEventListener("visibilitychange", again);
    },
  };
}

/** A case that was carried over can be checked in all day long. */
function mayCheckIn({ check_in_from: from, on, at, timezone }: HeldAppointment): boolean {
  return from ? Date.parse(at) >= Date.parse(from) : dateOf(at, timezone) === on;
}
