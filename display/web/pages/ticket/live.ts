/** The phone ticket's one way to the server: asked once at first, pushed from then on. Without the network it has the
 * last view that the phone keeps, and asks until it hears again. */

import { createApi, follow, Problem, type Followed, type Link, type TicketView, type Why } from "@queue/client";
import { computed, shallowRef, watch, type Ref, type ShallowRef } from "vue";

import { keptTicket, type TicketKept } from "./kept.ts";

const AGAIN_MS = 5_000;
const PATIENCE_MS = 3_000; // so long an answer may take before what is kept is shown

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

export function followTicket(token: string, kept: TicketKept = keptTicket(token)): TicketLive {
  const api = createApi();
  const path = `/tickets/${encodeURIComponent(token)}`;
  const asked: ShallowRef<TicketView | null> = shallowRef(null);
  const followed: ShallowRef<Followed<TicketView> | null> = shallowRef(null);
  const lost: ShallowRef<Problem | null> = shallowRef(null);
  /** What the phone has kept, while nothing was heard since the page was opened. */
  const old: ShallowRef<TicketView | null> = shallowRef(null);

  const opened = Date.now();

  const heard = computed(() => newer(asked.value, followed.value?.view.value ?? null));
  const shown = computed(() => heard.value ?? old.value);

  watch(heard, (view) => view && kept.keep(view));

  function take(answer: TicketView): void {
    old.value = null;
    asked.value = newer(asked.value, answer);
    followed.value ??= follow<TicketView>({ hall: answer.hall.id, view: "ticket", token });
  }

  async function load(): Promise<void> {
    lost.value = null;
    const late = setTimeout(() => (old.value = kept.view()), PATIENCE_MS);
    try {
      take(await api.get<TicketView>(path));
    } catch (problem) {
      refuse(Problem.of(problem));
    } finally {
      clearTimeout(late);
    }
  }

  /** A server that cannot be asked says nothing of the ticket; one that knows none has the last word. */
  function refuse(problem: Problem): void {
    const silent = problem.status === 0 || problem.status >= 500;
    if (!silent) kept.forget();
    old.value = silent ? kept.view() : null;
    if (old.value) setTimeout(() => void load(), AGAIN_MS);
    else lost.value = problem;
  }

  /** A press that the server decided and could not show is asked about. */
  async function press(what: string, body?: object): Promise<void> {
    const answer = await api.post<TicketView | { seq: number }>(`${path}/${what}`, body);
    take("hall" in answer ? answer : await api.get<TicketView>(path));
  }

  return {
    view: shown,
    lost,
    link: computed(() => followed.value?.link.value ?? (old.value ? "silent" : "connecting")),
    heardAt: computed(() => followed.value?.heardAt.value ?? (shown.value ? Date.parse(shown.value.at) : null)),
    now: computed(() => followed.value?.now.value ?? opened),
    load,
    cancel: () => press("cancel"),
    rejoin: () => press("rejoin"),
    rate: (level) => press("rating", { level }),
    why: () => api.get<Why>(`${path}/why`),
  };
}

/** The answer to a press may come before or after the push it causes. */
function newer(one: TicketView | null, other: TicketView | null): TicketView | null {
  if (!one || !other) return one ?? other;
  if (one.seq !== other.seq) return one.seq > other.seq ? one : other;
  return Date.parse(one.at) > Date.parse(other.at) ? one : other;
}
