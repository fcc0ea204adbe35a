/** A board that stands in one zone of a hall shows and says the calls of that zone. */

import type { BoardView } from "@queue/client";

/** The view as a zone's board needs it. A counter of no zone belongs to all; an unknown zone is the whole hall. */
export function ofZone(view: BoardView, zone: string | null): BoardView {
  if (zone === null || !view.zones.some((one) => one.id === zone)) return view;
  const elsewhere = new Set(
    view.counters.filter((one) => one.zone !== null && one.zone !== zone).map((one) => one.id),
  );
  return {
    ...view,
    calls: view.calls.filter((call) => !elsewhere.has(call.counter)),
    counters: view.counters.filter((counter) => !elsewhere.has(counter.id)),
  };
}
