/** The words of a day's state. */

import type { Day } from "../../contract.ts";
import { hoursOf } from "../../hours.ts";
import { t } from "../../clientWords.ts";
import { clock, when } from "../../time.ts";
import type { Language } from "../../words.ts";

const STATES = {
  closed: "dayClosed",
  preparing: "dayPreparing",
  open: "dayOpen",
  break: "dayBreak",
  last_tickets: "dayLastTickets",
  extended: "dayExtended",
} as const;

/** Before its first opening a day has not closed: a hall that says 已下班 at six in the morning sends people home. */
function notYetOpen(day: Day, now: number): boolean {
  const opens = day.sessions[0]?.opens_at;
  if (day.state !== "closed" || !opens || !day.next_opens_at) return false;
  return Date.parse(opens) === Date.parse(day.next_opens_at) && Date.parse(opens) > now;
}

/** "开放" with today's hours, "午休" with the next opening, and so on. */
export function dayWords(day: Day, zone: string, now: number, as: Language): { state: string; detail: string } {
  const state = notYetOpen(day, now) ? "dayNotYet" : day.serves_on ? "dayServesOn" : STATES[day.state];
  return { state: t(state, {}, as), detail: detail(day, zone, now, as) };
}

function detail(day: Day, zone: string, now: number, as: Language): string {
  const opens = day.next_opens_at;
  switch (day.state) {
    case "open":
    case "preparing":
      return day.sessions.map((session) => hoursOf(session, zone, as)).join("  ");
    case "last_tickets":
      return t("heldGoOn", {}, as);
    case "extended":
      return t("heldServed", {}, as);
    case "break": // the queue waits through it, or those who came before it are served on
      return opens ? t(day.serves_on ? "servesThenOpens" : "goesOnAt", { at: clock(opens, zone) }, as) : "";
    case "closed":
      return opens ? t("opensAt", { at: when(opens, zone, now, as) }, as) : "";
  }
}
