/** What stands on the kiosk's screen, and how long it may stand there untouched. */

import type { KioskView } from "@queue/client";

import type { Arrival } from "./arrival.ts";
import type { Reading } from "./guides.ts";
import type { Lookup } from "./lookup.ts";
import type { SlipState, Visit } from "./visit.ts";

export type ScreenName =
  | Visit["screen"]
  | Exclude<Lookup["screen"] | Arrival["screen"] | Reading["screen"], "off">
  | "connecting"
  | "closed";

/** What the person before it is at. */
export interface Doing {
  visit: Pick<Visit, "screen" | "service">;
  lookup: Pick<Lookup, "screen">;
  arrival: Pick<Arrival, "screen">;
  reading: Pick<Reading, "screen">;
}

/** A number once given stays, whatever becomes of the hall. */
export function screenOf({ visit, lookup, arrival, reading }: Doing, view: KioskView | null): ScreenName {
  if (visit.screen === "number" || visit.screen === "trouble") return visit.screen;
  if (!view) return "connecting";
  if (lookup.screen !== "off") return lookup.screen;
  if (arrival.screen !== "off") return arrival.screen;
  if (reading.screen !== "off") return reading.screen;
  if (!view.accepting) return "closed";
  if (visit.screen !== "green") return visit.screen;
  return view.services.some((service) => service.service === visit.service) ? "green" : "services";
}

/** The press that leads away from a screen, by its words; the first screens have none. */
export const WAY_BACK: Record<ScreenName, "back" | "done" | "toStart" | null> = {
  connecting: null, services: null, closed: null,
  id: "back", green: "back", code: "back", find: "back", guides: "back", guide: "back",
  choose: "toStart", found: "toStart", trouble: "toStart", number: "done",
}; // prettier-ignore

const SECONDS: Record<ScreenName, number> = {
  connecting: 60, services: 60, closed: 60, id: 90, green: 45, number: 30, trouble: 45, find: 45, found: 60, code: 60,
  choose: 45, guides: 60, guide: 180,
}; // prettier-ignore
const SECONDS_WITHOUT_SLIP = 60; // to remember the number or find the phone

/** How the screen came to stand there. */
export interface Since {
  /** Something is being asked or printed: it ends by itself. */
  busy: boolean;
  slip: SlipState;
  /** Somebody has pressed something since the kiosk was as it is for everybody. */
  touched: boolean;
}

/** Seconds until the kiosk is again as it is for everybody; null while nothing runs down. */
export function patience(screen: ScreenName, { busy, slip, touched }: Since): number | null {
  if (busy || (screen === "number" && slip === "printing")) return null;
  if (screen === "number" && slip !== "printed") return SECONDS_WITHOUT_SLIP;
  return WAY_BACK[screen] || touched ? SECONDS[screen] : null;
}
