/** All that one person may be at: a visit, an arrival with an appointment, a question about a number, a guide. */

import type { Problem } from "@queue/client";
import { computed, type ComputedRef } from "vue";

import { beginArrivals, CODE_MOST, DIGITS, type Arrivals } from "./arrival.ts";
import { beginGuides, type Guides } from "./guides.ts";
import { ID_KEYS, ID_LENGTH } from "./idNumber.ts";
import type { Field } from "./keys.ts";
import type { Kiosk } from "./live.ts";
import { beginLookups, keysOf, LABEL_MOST, type Lookups } from "./lookup.ts";
import { screenOf, type ScreenName } from "./screen.ts";
import { beginVisits, type AtKiosk } from "./visit.ts";

export interface Doings {
  visits: AtKiosk;
  arrivals: Arrivals;
  lookups: Lookups;
  guides: Guides;
  screen: ComputedRef<ScreenName>;
  /** Something is being asked or printed. */
  busy: ComputedRef<boolean>;
  problems: ComputedRef<Problem[]>;
  /** What is typed on this screen. */
  field(): Field | undefined;
  /** One step back from a question or a guide; false where the way back leads to the start. */
  stepBack(): boolean;
  end(): void;
}

export function beginDoings(kiosk: Kiosk): Doings {
  const { view } = kiosk.followed;
  const visits = beginVisits(kiosk);
  const arrivals = beginArrivals(kiosk, visits.come);
  const lookups = beginLookups(kiosk);
  const guides = beginGuides(kiosk);
  const [{ visit }, { arrival }, { lookup }, { reading }] = [visits, arrivals, lookups, guides];

  const screen = computed(() => screenOf({ visit, lookup, arrival, reading }, view.value));
  const busy = computed(() => visit.asking || visit.printing || lookup.asking || arrival.asking || reading.asking);
  const problems = computed(() =>
    [kiosk.followed.problem.value, visit.problem, lookup.problem, arrival.problem, reading.problem].filter(
      (problem) => problem !== null,
    ),
  );

  function field(): Field | undefined {
    if (screen.value === "id") {
      return { text: visit.idNumber, keys: ID_KEYS, most: ID_LENGTH, type: visits.typeId, send: visits.giveId };
    }
    if (screen.value === "code") {
      return { text: arrival.typed, keys: DIGITS, most: CODE_MOST, type: arrivals.type, send: arrivals.find };
    }
    if (screen.value !== "find") return undefined;
    const keys = keysOf(view.value?.services ?? []);
    return { text: lookup.typed, keys, most: LABEL_MOST, type: lookups.type, send: lookups.find };
  }

  function stepBack(): boolean {
    if (screen.value === "id" || screen.value === "green") visits.end();
    else if (screen.value === "guide") guides.back();
    else return false;
    return true;
  }

  function end(): void {
    for (const doing of [visits, arrivals, lookups, guides]) doing.end();
  }

  return { visits, arrivals, lookups, guides, screen, busy, problems, field, stepBack, end };
}
