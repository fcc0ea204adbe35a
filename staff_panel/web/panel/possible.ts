/** What a clerk can do now, and if not, why not. The server has the last word; this only saves a wasted press. */

import type { CounterView } from "@queue/client";

import { ACTIONS, type Action } from "./keys.ts";

/** Why an action makes no sense now; a key of the panel's words. */
export type WhyNot =
  | "whyOccupied" | "whyCalled" | "whyIdle" | "whyStartFirst" | "whyServing" | "whyPaused" | "whyNotPaused"
  | "whyTooSoon" | "whyRecallFirst" | "whyWalking" | "whyNothingParked" | "whyNoSlips"; // prettier-ignore

const FREE: readonly Action[] = ["next", "call", "pause", "signOut"];
/** What the server calls the moves of a number; it says which of them the number's state allows. */
const MOVE_OF: Partial<Record<Action, string>> = {
  start: "start", recall: "recall", noShow: "no-show", finish: "finish", park: "park", transfer: "transfer",
}; // prettier-ignore

const ALWAYS: readonly Action[] = ["help", "issue", "checkIn", "book", "rejoin"];

export function whyNot(action: Action, view: CounterView, now: number): WhyNot | null {
  if (ALWAYS.includes(action)) return null;
  if (action === "reprint") return view.slips.length ? null : "whyNoSlips";
  if (action === "resume") return view.pause ? null : "whyNotPaused";
  if (action === "signOut") return occupied(view.current);
  if (view.pause) return "whyPaused";
  if (action === "unpark") return view.parked.length ? null : "whyNothingParked";
  return whyNotHere(action, view.current, now);
}

/** Names only what can be done with the number: one that is only called can be started or missed, no more. */
function occupied(current: CounterView["current"]): WhyNot | null {
  if (!current) return null;
  return current.state === "called" ? "whyCalled" : "whyOccupied";
}

function whyNotHere(action: Action, current: CounterView["current"], now: number): WhyNot | null {
  if (FREE.includes(action)) return occupied(current);
  if (!current) return "whyIdle";
  const allowed = current.moves.includes(MOVE_OF[action] ?? "");
  if (!allowed) return current.state === "called" ? "whyStartFirst" : "whyServing";
  const again = current.can_recall_at;
  if (action === "recall" && again && Date.parse(again) > now) return "whyTooSoon";
  if (action === "noShow" && current.recalls_due) return "whyRecallFirst";
  if (action === "noShow" && current.can_miss_at && Date.parse(current.can_miss_at) > now) return "whyWalking";
  return null;
}

/** The one thing that a clerk most likely does next. */
export function primary(view: CounterView): Action {
  if (view.pause) return "resume";
  if (!view.current) return "next";
  return view.current.state === "called" ? "start" : "finish";
}

export function impossible(view: CounterView, now: number): Map<Action, WhyNot> {
  const found = new Map<Action, WhyNot>();
  for (const action of ACTIONS) {
    const why = whyNot(action, view, now);
    if (why) found.set(action, why);
  }
  return found;
}
