/** The clerk's link to the hall: the post, the counter's view and the presses. Nothing else of the panel talks to it. */

import {
  follow,
  type BoardView,
  type CounterView,
  type Followed,
  type HallInfo,
  type HallName,
  type Halls,
  type Link,
} from "@queue/client";
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from "vue";

import { createBookings, type Bookings } from "../bookings.ts";
import { createPresses } from "../presses.ts";
import { createRegisters, type Registers } from "../registers/link.ts";
import { recall, remember } from "../remembered.ts";
import type { Staff } from "../session.ts";

export interface Place {
  hall: string;
  counter: string;
  role: "A" | "B";
}

/** Why the clerk is no longer on post: somebody took over, or (by null) the day closed or a manager did it. */
export interface OffPost {
  by: string | null;
  /** The day has closed; and which number was at the counter then, and is now carried over. */
  dayClosed?: { carried: string | null };
}

export interface Desk {
  staff: Staff;
  /** Where the clerk is on post; null while none is chosen. */
  place: ShallowRef<Place | null>;
  /** The place of the last time, to be offered first. */
  last: ShallowRef<Partial<Place>>;
  offPost: ShallowRef<OffPost | null>;
  hall: ShallowRef<HallInfo | null>;
  view: ComputedRef<CounterView | null>;
  link: ComputedRef<Link>;
  now: ComputedRef<number>;
  heardAt: ComputedRef<number | null>;
  /** A press is under way; until it has been answered and its result is on the screen, others do nothing. */
  busy: Ref<boolean>;
  halls(): Promise<HallName[]>;
  hallInfo(hall: string): Promise<HallInfo>;
  board(hall: string): Promise<BoardView>;
  /** Looking whether the clerk is still on the post of before. */
  returning: Ref<boolean>;
  takePost(place: Place): Promise<void>;
  /** POST below the counter's address. Undefined when another press is under way, null when nobody waits. */
  press<T>(what: string, body?: object): Promise<T | null | undefined>;
  /** POST below the hall's address: numbers and slips. */
  ask<T>(what: string, body?: object): Promise<T | null | undefined>;
  bookings: Bookings;
  registers: Registers;
  leave(): Promise<void>;
}

export function createDesk(staff: Staff, open: typeof follow = follow): Desk {
  const place: Desk["place"] = shallowRef(null);
  const last: Desk["last"] = shallowRef({ hall: recall("hall") ?? undefined, ...recalledPost() });
  const offPost: Desk["offPost"] = shallowRef(null);
  const hall: Desk["hall"] = shallowRef(null);
  const followed: ShallowRef<Followed<CounterView> | null> = shallowRef(null);
  const returning = ref(false);
  let leaving = false;

  const view = computed(() => followed.value?.view.value ?? null);
  const link = computed<Link>(() => followed.value?.link.value ?? "connecting");
  const now = computed(() => followed.value?.now.value ?? Date.now());
  const heardAt = computed(() => followed.value?.heardAt.value ?? null);

  const hallPath = (): string => `/halls/${encodeURIComponent(place.value?.hall ?? "")}`;
  const counterPath = (): string => `${hallPath()}/counters/${encodeURIComponent(place.value?.counter ?? "")}`;

  const { busy, once } = createPresses(staff.api, followed, counterPath);

  async function work(at: Place, first: CounterView): Promise<void> {
    hall.value = await staff.api.get<HallInfo>(`/halls/${encodeURIComponent(at.hall)}`);
    const before = followed.value;
    const link = open<CounterView>({ hall: at.hall, view: "counter", counter: at.counter });
    link.view.value = first; // the answer that brought us here; a push replaces it
    followed.value = link; // at once in place of the old one: an open dialog stays
    before?.stop();
    place.value = last.value = at;
    offPost.value = null;
    remember("hall", at.hall);
    remember("post", `${at.role} ${at.counter}`);
  }

  function leavePost(by: OffPost | null): void {
    followed.value?.stop();
    followed.value = null;
    place.value = null;
    offPost.value = by;
  }

  watch(view, (shown, before) => {
    if (!shown || !place.value || leaving || staff.standing.value !== "in") return;
    if (shown.post?.clerk !== staff.session.value?.username) leavePost(whyOff(shown, before));
  });

  /** A day that closes carries over what is still at the counters; what the clerk just pressed went another way. */
  function whyOff({ post, day }: CounterView, before: CounterView | null): OffPost {
    if (post) return { by: post.name };
    if (day.state !== "closed") return { by: null };
    return { by: null, dayClosed: { carried: busy.value ? null : (before?.current?.label ?? null) } };
  }

  watch(() => followed.value?.problem.value, staff.heed);

  watch(staff.session, async (session, before) => {
    if (place.value && session?.username !== before?.username) leavePost(null);
    if (!session) return;
    returning.value = true;
    await returnToPost().catch(() => undefined); // the page then lets choose, and says what is wrong
    returning.value = false;
  });

  /** Goes back to where the clerk is on post, if anywhere: the place of before, else wherever somebody is. */
  async function returnToPost(): Promise<void> {
    const inHall = place.value?.hall ?? staff.session.value?.hall ?? last.value.hall;
    if (!inHall) return;
    const before = place.value;
    for (const counter of await manned(inHall)) {
      const path = `/halls/${encodeURIComponent(inHall)}/counters/${encodeURIComponent(counter)}`;
      const found = await staff.api.get<CounterView>(path);
      if (found.post?.clerk === staff.session.value?.username) {
        await work({ hall: inHall, counter, role: found.post?.role ?? "A" }, found);
        return;
      }
      if (before?.counter === counter) leavePost(whyOff(found, view.value));
    }
    if (place.value) leavePost({ by: null });
  }

  /** The hall's counters with somebody on post, the one of before first. */
  async function manned(inHall: string): Promise<string[]> {
    const { counters } = await staff.api.get<BoardView>(`/halls/${encodeURIComponent(inHall)}/board`);
    const ids = counters.filter((counter) => counter.state !== "closed").map((counter) => counter.id);
    const first = place.value?.counter ?? last.value.counter;
    return first && ids.includes(first) ? [first, ...ids.filter((id) => id !== first)] : ids;
  }

  return {
    staff, place, last, offPost, hall, view, link, now, heardAt, busy, returning,

    halls: async () => (await staff.api.get<Halls>("/halls")).halls,
    hallInfo: (of) => staff.api.get(`/halls/${encodeURIComponent(of)}`),
    board: (of) => staff.api.get(`/halls/${encodeURIComponent(of)}/board`),

    async takePost(at) {
      const path = `/halls/${encodeURIComponent(at.hall)}/counters/${encodeURIComponent(at.counter)}`;
      await staff.api.post(`${path}/sign-in`, { role: at.role });
      await work(at, await staff.api.get<CounterView>(path));
    },

    press: (what, body) => once(`${counterPath()}/${what}`, body),
    ask: (what, body) => once(`${hallPath()}/${what}`, body),
    bookings: createBookings(staff.api, hallPath),
    registers: createRegisters(staff.api, hallPath),

    async leave() {
      if (busy.value) return;
      busy.value = leaving = true; // the push that says "nobody on post" is no news now
      try {
        await staff.api.post(`${counterPath()}/sign-out`);
        leavePost(null);
        await staff.signOut();
      } finally {
        busy.value = leaving = false;
      }
    },
  }; // prettier-ignore
}

function recalledPost(): Partial<Place> {
  const [role, counter] = (recall("post") ?? "").split(" ");
  return { counter, role: role === "B" ? "B" : "A" };
}
