/** Times as a field of a form writes them, 2026-11-25T14:05: on the clock of the hall, wherever the browser is. */

import { clock, dateOf } from "@queue/client";

const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

export function localOf(at: string | number, timezone: string): string {
  return `${dateOf(at, timezone)}T${clock(at, timezone)}`;
}

/** The instant at which the hall's clock shows this; the first of two in the night when clocks are set back. */
export function instantOf(local: string, timezone: string): string | null {
  if (!LOCAL.test(local)) return null;
  const asUtc = Date.parse(`${local.slice(0, 16)}:00Z`);
  const offset = (at: number): number => Date.parse(`${localOf(at, timezone)}:00Z`) - at;
  // the zone's offset then is the one a day before or a day after
  const tried = [offset(asUtc - DAY_MS), offset(asUtc + DAY_MS)].map((ahead) => asUtc - ahead);
  const found = tried.find((at) => localOf(at, timezone) === local.slice(0, 16)) ?? tried[0];
  return found === undefined ? null : new Date(found).toISOString();
}

const DAY_MS = 24 * 3_600_000;
