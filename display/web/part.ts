/** A board that stands in one zone of a hall, or is for some of its services, shows and says the calls of those. */

import type { BoardView, Text } from "@queue/client";

import { asked } from "./place.ts";
import { text } from "./words/board.ts";

/** What a board's address asks for: /board/{hall}?zone=east&services=household,entry-exit. */
export interface Part {
  /** null: the whole hall. */
  zone: string | null;
  /** none: all of them. */
  services: string[];
}

export const WHOLE: Part = { zone: null, services: [] };

export function askedPart(search: string = location.search): Part {
  const services = asked("services", search) ?? "";
  return { zone: asked("zone", search), services: services.split(",").map((one) => one.trim()).filter(Boolean) }; // prettier-ignore
}

/** The view as this part's board needs it. A part that the plan does not have is the whole hall: no call is lost. */
export function ofPart(view: BoardView, part: Part): BoardView {
  return ofServices(ofZone(view, part.zone), part.services);
}

/** What the address asks for and the plan does not have, to be said on the board. */
export function unknownIn(view: BoardView, part: Part): Text[] {
  const zone = part.zone !== null && !hasZone(view, part.zone) ? [text("unknownZone", { zone: part.zone })] : [];
  const unknown = part.services.filter((id) => !view.waiting.some((one) => one.service === id));
  return [...zone, ...unknown.map((service) => text("unknownService", { service }))];
}

function hasZone(view: BoardView, zone: string): boolean {
  return view.zones.some((one) => one.id === zone);
}

/** A counter of no zone belongs to all. */
function ofZone(view: BoardView, zone: string | null): BoardView {
  if (zone === null || !hasZone(view, zone)) return view;
  const elsewhere = new Set(
    view.counters.filter((one) => one.zone !== null && one.zone !== zone).map((one) => one.id),
  );
  return {
    ...view,
    calls: view.calls.filter((call) => !elsewhere.has(call.counter)),
    counters: view.counters.filter((counter) => !elsewhere.has(counter.id)),
  };
}

/** A call belongs to the service of its number, whichever counter calls it; then that counter is shown as well. */
function ofServices(view: BoardView, services: string[]): BoardView {
  const here = view.waiting.filter((load) => services.includes(load.service));
  if (here.length === 0) return view;
  const others = new Set(view.waiting.filter((load) => !here.includes(load)).map((load) => load.service));
  const calls = view.calls.filter((call) => !others.has(call.service));
  const labels = new Set(calls.map((call) => call.label));
  return {
    ...view,
    calls,
    waiting: here,
    counters: view.counters.filter(
      (counter) => counter.services.some((id) => services.includes(id)) || labels.has(counter.label ?? ""),
    ),
    day: { ...view.day, waiting: here.reduce((sum, load) => sum + load.count, 0) },
  };
}
