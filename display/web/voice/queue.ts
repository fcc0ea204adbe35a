/** Which call is said next: one ordered queue, told of views and of what was heard; it knows no clock and no sound. */

import type { BoardView } from "@queue/client";

import { stateOf } from "../calls.ts";

type Call = BoardView["calls"][number];
type Hall = Pick<BoardView, "at" | "speed" | "calls" | "counters" | "voice">;

/** Who was called longer ago has been helped otherwise, or has gone: saying it now would only confuse. */
export const OLD_MS = 120_000;

/** A place among all calls of a hall; `at` comes first, since a server restored from a copy counts anew. */
export interface Mark {
  at: string;
  seq: number;
}

export interface Announcement {
  call: Call;
  /** How often it was heard. */
  heard: number;
  /** Heard in the first language alone, so that others were heard sooner: the next time in all. */
  short: boolean;
  /** Its place in the queue. */
  readonly place: number;
  /** The call with which it came to this place; a recall of a call that nobody has heard yet changes nothing. */
  readonly first: Mark;
}

export class Queue {
  private readonly waiting = new Map<string, Announcement>(); // one for each label
  private seen: Mark | null;
  private hall: Hall | null = null;
  private places = 0;

  /** `heard`: the last call that was heard before this page was loaded. */
  constructor(private heard: Mark | null = null) {
    this.seen = heard;
  }

  /** What was heard last, for the next load of the page. */
  get mark(): Mark | null {
    return this.heard;
  }

  /** Every call that waits to be heard for the first time, in order. */
  get unheard(): Call[] {
    this.prune();
    return this.inOrder().flatMap((one) => (one.heard === 0 ? [one.call] : []));
  }

  /** Learns the calls of a view that are new and not old. */
  take(view: Hall): void {
    this.hall = view;
    const now = Date.parse(view.at);
    if (this.seen && Date.parse(this.seen.at) > now) this.seen = this.heard = null; // the hall's clock began anew
    for (const call of [...view.calls].sort(byTime)) {
      if (this.seen && byTime(call, this.seen) <= 0) continue;
      this.seen = { at: call.at, seq: call.seq };
      if (!isOld(call, view, now)) this.add(call);
    }
    this.prune();
  }

  /** Who was heard least goes first, then who was called first: so repeats wait until everybody has been heard. */
  next(): Announcement | null {
    this.prune();
    return this.inOrder()[0] ?? null;
  }

  /** Whether to say it in the first language alone: for the first time, while others wait for theirs. */
  inShort(announcement: Announcement): boolean {
    const several = (this.hall?.voice.languages.length ?? 1) > 1;
    return several && announcement.heard === 0 && this.unheard.length > 1;
  }

  said(announcement: Announcement, short = false): void {
    announcement.heard += 1;
    announcement.short = short;
    if (!this.heard || byTime(announcement.first, this.heard) > 0) this.heard = announcement.first;
    this.prune();
  }

  /** After a long silence, as until somebody touched the screen. */
  forgetOld(now: number): void {
    for (const [label, { call }] of this.waiting) {
      if (this.hall && isOld(call, this.hall, now)) this.waiting.delete(label);
    }
  }

  private add(call: Call): void {
    const prior = this.waiting.get(call.label);
    if (prior && prior.heard === 0 && prior.call.counter === call.counter) prior.call = call;
    else {
      this.places += 1;
      const first = { at: call.at, seq: call.seq };
      this.waiting.set(call.label, { call, heard: 0, short: false, place: this.places, first });
    }
  }

  /** Lets go of what was said often enough, and of what would send people where they are or should not be. */
  private prune(): void {
    const { hall } = this;
    if (!hall) return;
    for (const [label, { call, heard, short }] of this.waiting) {
      const state = stateOf(call, hall.counters);
      const enough = heard > 0 && (state !== "called" || heard >= Math.max(hall.voice.times, short ? 2 : 1));
      if (state === "over" || enough) this.waiting.delete(label);
    }
  }

  private inOrder(): Announcement[] {
    return [...this.waiting.values()].sort((a, b) => a.heard - b.heard || a.place - b.place);
  }
}

function isOld(call: Call, hall: Hall, now: number): boolean {
  return (now - Date.parse(call.at)) / hall.speed > OLD_MS;
}

function byTime(a: Mark, b: Mark): number {
  return Date.parse(a.at) - Date.parse(b.at) || a.seq - b.seq;
}
