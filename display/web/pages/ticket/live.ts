/** The phone ticket's one way to the server: asked once at first, pushed from then on. */

import { createApi, follow, Problem, type Followed, type Link, type TicketView, type Why } from "@queue/client";
import { computed, shallowRef, type Ref, type ShallowRef } from "vue";

export interface TicketLive {
  view: Readonly<Ref<TicketView | null>>;
  /** Why there is nothing to show. */
  lost: ShallowRef<Problem | null>;
  link: Readonly<Ref<Link>>;
  heardAt: Readonly<Ref<number | null>>;
  now: Readonly<Ref<number>>;
  load(): Promise<void>;
  cancel(): Promise<void>;
  rejoin(): Promise<void>;
  rate(level: number): Promise<void>;
  why(): Promise<Why>;
}

export function followTicket(token: string): TicketLive {
  const api = createApi();
  const path = `/tickets/${encodeURIComponent(token)}`;
  const asked: ShallowRef<TicketView | null> = shallowRef(null);
  const followed: ShallowRef<Followed<TicketView> | null> = shallowRef(null);
  const lost: ShallowRef<Problem | null> = shallowRef(null);

  const opened = Date.now();

  const view = computed(() => newer(asked.value, followed.value?.view.value ?? null));

  function take(answer: TicketView): void {
    asked.value = newer(asked.value, answer);
    followed.value ??= follow<TicketView>({ hall: answer.hall.id, view: "ticket", token });
  }

  return {
    view,
    lost,
    link: computed(() => followed.value?.link.value ?? "connecting"),
    heardAt: computed(() => followed.value?.heardAt.value ?? (asked.value ? Date.parse(asked.value.at) : null)),
    now: computed(() => followed.value?.now.value ?? opened),
    async load() {
      lost.value = null;
      try {
        take(await api.get<TicketView>(path));
      } catch (problem) {
        lost.value = problem instanceof Problem ? problem : new Problem("offline", "", 0);
      }
    },
    async cancel() {
      take(await api.post<TicketView>(`${path}/cancel`));
    },
    async rejoin() {
      take(await api.post<TicketView>(`${path}/rejoin`));
    },
    async rate(level) {
      take(await api.post<TicketView>(`${path}/rating`, { level }));
    },
    why: () => api.get<Why>(`${path}/why`),
  };
}

/** The answer to a press may come before or after the push it causes. */
function newer(one: TicketView | null, other: TicketView | null): TicketView | null {
  if (!one || !other) return one ?? other;
  if (one.seq !== other.seq) return one.seq > other.seq ? one : other;
  return Date.parse(one.at) > Date.parse(other.at) ? one : other;
}
