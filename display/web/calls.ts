/** Which calls a board shows large, and which below. */

import type { BoardView } from "@queue/client";

type Call = BoardView["calls"][number];
type Counter = BoardView["counters"][number];

const FRESH_MS = 25_000; // long enough to look up from a phone and read it twice
export const LARGE_MOST = 6;

export interface ShownCall extends Call {
  fresh: boolean;
  /** What became of it: on the way, at the counter, or over. */
  state: "called" | "serving" | "over";
}

export interface Shown {
  /**
   * The calls of the last moments, newest first; when there are none, the newest that somebody has yet to follow, or the
   * newest while it is served. Never one that is over: a number that large beside a counter sends people there.
   */
  large: ShownCall[];
  earlier: ShownCall[];
}

/** Calls that come close together are large together, so none hides another; a recall moves its number up again. */
export function arrange(view: Pick<BoardView, "calls" | "counters" | "speed">, now: number): Shown {
  const seen = new Set<string>();
  const calls: ShownCall[] = [];
  for (const call of [...view.calls].sort((a, b) => b.seq - a.seq)) {
    if (seen.has(call.label)) continue;
    seen.add(call.label);
    const age = (now - Date.parse(call.at)) / view.speed; // a rehearsal's clock runs fast, people's eyes do not
    calls.push({ ...call, fresh: age < FRESH_MS, state: stateOf(call, view.counters) });
  }
  const fresh = calls.filter((call) => call.fresh && call.state !== "over").slice(0, LARGE_MOST);
  const last = calls.find((call) => call.state === "called") ?? calls[0];
  const large = fresh.length || !last || last.state === "over" ? fresh : [last];
  return { large, earlier: calls.filter((call) => !large.includes(call)) };
}

function stateOf(call: Call, counters: Counter[]): ShownCall["state"] {
  const counter = counters.find((one) => one.id === call.counter);
  if (counter?.label !== call.label) return "over";
  return counter.state === "called" ? "called" : "serving";
}
