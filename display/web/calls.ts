/** Which calls a board shows large, and which below. */

import type { BoardView } from "@queue/client";

type Call = BoardView["calls"][number];
type Counter = BoardView["counters"][number];

const FRESH_MS = 25_000; // long enough to look up from a phone and read it twice
export const LARGE_MOST = 6;

export interface ShownCall extends Call {
  /** Of the last moments, or still to be heard. */
  fresh: boolean;
  /** Being said at this moment. */
  said: boolean;
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

/** What the board's voice has still to say, and says now. */
export interface Spoken {
  unheard: Call[];
  saying: Call | null;
}

const SILENT: Spoken = { unheard: [], saying: null };

/**
 * Calls that come close together are large together, so none hides another; a recall moves its number up again. A call
 * stays in sight until it was heard, and what is being said is always among the large ones.
 */
export function arrange(
  view: Pick<BoardView, "calls" | "counters" | "speed">,
  now: number,
  spoken: Spoken = SILENT,
): Shown {
  const waiting = new Set(spoken.unheard.map((call) => call.label));
  const seen = new Set<string>();
  const calls: ShownCall[] = [];
  for (const call of [...view.calls, ...spoken.unheard].sort(newestFirst)) {
    if (seen.has(call.label)) continue;
    seen.add(call.label);
    const age = (now - Date.parse(call.at)) / view.speed; // a rehearsal's clock runs fast, people's eyes do not
    const said = spoken.saying?.label === call.label;
    const fresh = age < FRESH_MS || said || waiting.has(call.label);
    calls.push({ ...call, fresh, said, state: stateOf(call, view.counters) });
  }
  const fresh = largest(calls.filter((call) => call.fresh && call.state !== "over"));
  const last = calls.find((call) => call.state === "called") ?? calls[0];
  const large = fresh.length || !last || last.state === "over" ? fresh : [last];
  return { large, earlier: calls.filter((call) => !large.includes(call)) };
}

function newestFirst(a: Call, b: Call): number {
  return b.seq - a.seq;
}

function largest(fresh: ShownCall[]): ShownCall[] {
  const newest = fresh.slice(0, LARGE_MOST);
  const said = fresh.find((call) => call.said);
  return !said || newest.includes(said) ? newest : [...newest.slice(0, -1), said];
}

export function stateOf(call: Call, counters: Counter[]): ShownCall["state"] {
  const counter = counters.find((one) => one.id === call.counter);
  if (counter?.label !== call.label) return "over";
  return counter.state === "called" ? "called" : "serving";
}
