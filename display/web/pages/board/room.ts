/** How large each place of a board is, so that nothing in it is cut off. */

import type { Look } from "./live.ts";

/** rem: widths of name, calls, side and notices, heights of the waiting and the counters; rows of two earlier calls. */
export interface Room {
  name: number;
  calls: number;
  side: number;
  notices: number;
  waiting: number;
  counters: number;
  earlier: number;
}

const LYING = { name: 68, calls: 117, side: 66, notices: 178 };
const UPRIGHT = { name: 100, calls: 101.6, side: 101.6, notices: 95 };

/** A line of bulletins takes its height from the rest; a plain board has no counters. */
export function roomOf(look: Look, upright: boolean, bulletins: boolean): Room {
  const plain = look === "plain";
  if (upright) {
    const waiting = plain ? 72 : bulletins ? 43 : 46;
    return { ...UPRIGHT, waiting, counters: 28, earlier: plain && !bulletins ? 3 : 2 };
  }
  const waiting = plain ? (bulletins ? 69 : 75) : bulletins ? 41 : 45;
  return { ...LYING, waiting, counters: bulletins ? 25 : 28, earlier: bulletins ? 3 : 4 };
}
