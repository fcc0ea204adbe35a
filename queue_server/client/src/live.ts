/** A pushed view, kept right for ever: joins, joins again, and says honestly when it hears nothing. */

import { ref, shallowRef, type Ref, type ShallowRef } from "vue";
import { io, type Socket } from "socket.io-client";

import { Problem } from "./api.ts";
import type { Heartbeat } from "./contract.ts";

export const SILENT_AFTER_MS = 10_000; // two heartbeats missed
const JOIN_AGAIN_MS = 2_000;
const TICK_MS = 1_000;

/** connecting: nothing came yet · live: heard within 10 s · silent: what is shown may be old. */
export type Link = "connecting" | "live" | "silent";

export interface FollowOptions {
  hall: string;
  view: "board" | "kiosk" | "window" | "ticket" | "counter" | "live";
  counter?: string;
  token?: string;
  deviceToken?: () => string | null;
  /** The server has let it in, for the first time or again. */
  joined?: () => void;
}

export interface Followed<V> {
  view: ShallowRef<V | null>;
  link: Ref<Link>;
  /** Why the server refused the join, until it no longer does. */
  problem: ShallowRef<Problem | null>;
  /** The hall's clock, ms; ticks once a second at the hall's speed. */
  now: Ref<number>;
  /** When the hall was last heard, on its own clock. */
  heardAt: Ref<number | null>;
  stop(): void;
}

/** The part of a view that the link itself needs. */
interface Stamped {
  view: string;
  seq: number;
  at: string;
  speed: number;
}

export function follow<V extends Stamped>(options: FollowOptions): Followed<V> {
  const view: ShallowRef<V | null> = shallowRef(null);
  const problem: ShallowRef<Problem | null> = shallowRef(null);
  const link = ref<Link>("connecting");
  const now = ref(Date.now());
  const heardAt = ref<number | null>(null);

  let lastSound = performance.now(); // monotonic: a kiosk's own clock may be wrong, or be set while we run
  let hallClock = { at: Date.now(), since: performance.now(), speed: 1 };
  let freshlyJoined = false;
  let lastReconnect = performance.now();
  let joinAgain: ReturnType<typeof setTimeout> | undefined;

  const socket: Socket = io({
    transports: ["websocket"],
    timeout: 5_000,
    reconnectionDelay: 500,
    // with the default jitter, so that a thousand screens do not come back at once; right within 5 s whatever happened
    reconnectionDelayMax: 3_000,
    auth: (give) => give({ token: options.deviceToken?.() ?? null }),
  });

  function heard(at: string, speed: number): void {
    lastSound = performance.now();
    hallClock = { at: Date.parse(at), since: lastSound, speed };
    heardAt.value = hallClock.at;
    now.value = hallClock.at;
  }

  function join(): void {
    clearTimeout(joinAgain);
    freshlyJoined = true;
    const { hall, view: name, counter, token } = options;
    socket.emit("join", { hall, view: name, counter, token }, (answer: { ok?: boolean; error?: unknown }) => {
      if (answer.ok) {
        problem.value = null;
        options.joined?.();
        return;
      }
      problem.value = Problem.read(answer.error, 0);
      joinAgain = setTimeout(join, JOIN_AGAIN_MS);
    });
  }

  function show(pushed: V): void {
    if (pushed.view !== options.view) return;
    const shown = view.value;
    // The first view after a join always counts: a server restored from a copy may number lower than before.
    if (shown && !freshlyJoined && isOlder(pushed, shown)) return;
    freshlyJoined = false;
    heard(pushed.at, pushed.speed);
    problem.value = null;
    view.value = pushed;
    link.value = "live";
  }

  function beat(heartbeat: Heartbeat): void {
    if (heartbeat.hall !== options.hall) return;
    heard(heartbeat.at, heartbeat.speed);
    if (view.value && !freshlyJoined) link.value = "live";
  }

  function tick(): void {
    const at = performance.now();
    now.value = hallClock.at + (at - hallClock.since) * hallClock.speed;
    if (at - lastSound < SILENT_AFTER_MS) return;
    link.value = "silent";
    reconnect();
  }

  /** A link that went dead without a word looks connected for long; a new one is cheap. */
  function reconnect(): void {
    const quiet = performance.now() - lastReconnect;
    if (!socket.connected || quiet < SILENT_AFTER_MS) return;
    lastReconnect = performance.now();
    socket.disconnect().connect();
  }

  socket.on("connect", join);
  socket.on("view", show);
  socket.on("heartbeat", beat);
  const ticking = setInterval(tick, TICK_MS);
  document.addEventListener("visibilitychange", tick); // a phone woken up: timers slept, so look at once

  return {
    view,
    link,
    problem,
    now,
    heardAt,
    stop() {
      clearInterval(ticking);
      clearTimeout(joinAgain);
      document.removeEventListener("visibilitychange", tick);
      socket.disconnect();
    },
  };
}

function isOlder(pushed: Stamped, shown: Stamped): boolean {
  return pushed.seq < shown.seq || (pushed.seq === shown.seq && Date.parse(pushed.at) < Date.parse(shown.at));
}
