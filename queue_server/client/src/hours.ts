/** A day's sessions in words, and what its hours mean for who waits. */

import type { Day, Forecast, Opening } from "./contract.ts";
import { t } from "./clientWords.ts";
import { clock } from "./time.ts";
import type { Language } from "./words.ts";

export function wholeDay({ opens_at, closes_at }: Opening, zone: string): boolean {
  return clock(opens_at, zone) === clock(closes_at, zone);
}

/** 09:00–12:00, or that it lasts the whole day. */
export function hoursOf(session: Opening, zone: string, as: Language): string {
  if (wholeDay(session, zone)) return t("wholeDay", {}, as);
  return `${clock(session.opens_at, zone)}–${clock(session.closes_at, zone)}`;
}

/** From when on a number taken now can be called; empty while numbers are called. */
export function callsFrom(day: Day, zone: string, as: Language): string {
  const at = day.next_opens_at && clock(day.next_opens_at, zone);
  if (at && day.state === "preparing") return t("callsBegin", { at }, as);
  if (at && day.state === "break") return t("callsGoOn", { at }, as);
  return "";
}

/** That a break lies within a wait; empty when none does, or when those who came before it are served on. */
export function pauseWithin(day: Day, forecast: Forecast | null, now: number, zone: string, as: Language): string {
  if (!forecast || day.serves_on) return "";
  const latest = now + forecast.high_s * 1000;
  const [, ...later] = day.sessions.map((session) => Date.parse(session.opens_at));
  const goesOn = later.find((opens) => now < opens && opens <= latest);
  if (!goesOn) return "";
  return t("breakWithin", { at: clock(goesOn, zone) }, as);
}
