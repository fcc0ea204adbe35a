/** The voice of a board: says the calls of its part of the hall one after another, and tells what stands in its way. */

import { BASE, type BoardView, type Followed } from "@queue/client";
import { ref, shallowRef, watch, type Ref, type ShallowRef } from "vue";

import { ofPart, type Part } from "../part.ts";
import { player, type Outcome, type Player } from "./player.ts";
import { Queue, type Announcement, type Mark } from "./queue.ts";

type Call = BoardView["calls"][number];

const GAP_MS = 500; // between two announcements
const TRY_AGAIN_MS = 2_000;
const TRIES = 3; // then the call is left to the eyes, so that the next one is heard

/** blocked: somebody has to touch the screen first · failing: the server gives no sound. */
export type VoiceState = "ready" | "blocked" | "failing";

const AFTER = { ended: "ready", blocked: "blocked", failed: "failing" } as const satisfies Record<Outcome, VoiceState>;

export interface Voice {
  state: Ref<VoiceState>;
  /** The call that is being said. */
  saying: ShallowRef<Call | null>;
  /** Calls that wait to be heard for the first time. */
  unheard: ShallowRef<Call[]>;
}

export interface VoiceOptions {
  hall: string;
  part: Part;
  player?: Pick<Player, "play">;
  pause?: (ms: number) => Promise<void>;
  memory?: Pick<Storage, "getItem" | "setItem">;
}

export function voiceOf(live: Followed<BoardView>, options: VoiceOptions): Voice {
  const { hall, part, player: sound = player(), pause = paused, memory = localStorage } = options;
  const key = ["queue.voice", hall, part.zone ?? "", ...part.services].join(".");
  const path = `${BASE}/halls/${encodeURIComponent(hall)}/voice`;
  const queue = new Queue(remembered(memory, key));
  const state = ref<VoiceState>("ready");
  const saying: ShallowRef<Call | null> = shallowRef(null);
  const unheard: ShallowRef<Call[]> = shallowRef([]);
  let busy = false;
  let tried = false; // whether a sound can be heard at all

  function changed(): void {
    unheard.value = queue.unheard;
  }

  /** Everything that waits, one after another; a second run beside it would speak into it. */
  async function run(): Promise<void> {
    if (busy || state.value === "blocked") return;
    busy = true;
    try {
      if (!tried) await trySound();
      let last: Announcement | null = null;
      let one: Announcement | null;
      while ((one = live.link.value === "live" ? queue.next() : null)) {
        if (!(await say(one, one === last))) return;
        last = one;
        await pause(GAP_MS);
      }
    } finally {
      busy = false;
      saying.value = null;
    }
  }

  /** Found out when the board is set up, not with the first call. */
  async function trySound(): Promise<void> {
    tells(await sound.play(`${path}/clip?kind=sound&text=chime`, true));
    tried = true;
  }

  /** Whether the queue may go on. */
  async function say(one: Announcement, again: boolean): Promise<boolean> {
    const { call } = one;
    const short = queue.inShort(one);
    const how = { ...(again && { chime: "no" }), ...(short && { short: "yes" }) };
    const asked = new URLSearchParams({ label: call.label, counter: call.counter, ...how });
    for (let tries = 1; ; tries += 1) {
      saying.value = call;
      const outcome = await sound.play(`${path}/call?${asked}`);
      if (!tells(outcome)) return false;
      if (outcome === "ended" || tries >= TRIES) break;
      await pause(TRY_AGAIN_MS);
    }
    queue.said(one, short);
    if (queue.mark) remember(memory, key, queue.mark);
    changed();
    return true;
  }

  function tells(outcome: Outcome): boolean {
    state.value = AFTER[outcome];
    return outcome !== "blocked";
  }

  /** Any touch or key frees the sound of the whole page, for as long as it is open. */
  function touched(): void {
    if (state.value !== "blocked") return;
    state.value = "ready";
    tried = false;
    queue.forgetOld(live.now.value);
    changed();
    void run();
  }

  addEventListener("pointerup", touched);
  addEventListener("keydown", touched);
  watch(
    [live.view, live.link],
    ([view]) => {
      if (!view) return;
      queue.take(ofPart(view, part));
      changed();
      void run();
    },
    { immediate: true },
  );
  return { state, saying, unheard };
}

function remembered(memory: Pick<Storage, "getItem">, key: string): Mark | null {
  try {
    const mark: unknown = JSON.parse(memory.getItem(key) ?? "null");
    return isMark(mark) ? mark : null;
  } catch {
    return null; // a browser without a memory says at most the last two minutes again
  }
}

function isMark(value: unknown): value is Mark {
  return typeof value === "object" && value !== null && "at" in value && "seq" in value;
}

function remember(memory: Pick<Storage, "setItem">, key: string, mark: Mark): void {
  try {
    memory.setItem(key, JSON.stringify(mark));
  } catch {
    // as above
  }
}

function paused(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
