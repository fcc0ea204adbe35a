/** Instants and durations as people read them, on the hall's clock and in the page's language. */

import type { Forecast } from "./contract.ts";
import { t } from "./clientWords.ts";
import { language, type Language } from "./words.ts";

type Instant = string | number;

const formats = new Map<string, Intl.DateTimeFormat>(); // making one costs more than using it a hundred times

function format(locales: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locales} ${timeZone} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locales.split(" "), { ...options, timeZone });
    formats.set(key, made);
  }
  return made;
}

function date(at: Instant): Date {
  return new Date(typeof at === "number" ? at : Date.parse(at));
}

/** 14:05, or 14:05:09. */
export function clock(at: Instant, timeZone: string, { seconds = false } = {}): string {
  const parts: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return format("en-GB", timeZone, seconds ? { ...parts, second: "2-digit" } : parts).format(date(at));
}

/** 11月25日星期三, Wed 25 Nov. Takes an instant, or a plain date such as 2026-11-25. */
export function day(at: Instant, timeZone: string, as: Language = language.value): string {
  const plain = typeof at === "string" && /^\d{4}-\d{2}-\d{2}$/.test(at);
  const zone = plain ? "UTC" : timeZone; // a plain date is the same day everywhere
  if (as === "en") {
    const parts = { weekday: "short", day: "numeric", month: "short" } as const;
    return format("en-GB", zone, parts).format(date(at)).replace(",", "");
  }
  // in the digits of the numbers beside it; English where the browser does not know the language
  const locales = as === "zh" ? "zh-CN" : `${as}-u-nu-latn en-GB`;
  return format(locales, zone, { month: "long", day: "numeric", weekday: "long" }).format(date(at));
}

/** 14:30 when that is today, else with its day: 11月26日星期四 09:30, Thu 26 Nov 09:30. */
export function when(at: Instant, timeZone: string, now: number, as: Language = language.value): string {
  const time = clock(at, timeZone);
  return dateOf(at, timeZone) === dateOf(now, timeZone) ? time : `${day(at, timeZone, as)} ${time}`;
}

/** The date of an instant where the hall is: 2026-11-25, to be compared with a plain date. */
export function dateOf(at: Instant, timeZone: string): string {
  return format("en-CA", timeZone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(date(at));
}

const MINUTE_MS = 60_000;
const DAY_AND_AN_HOUR = 25 * 60; // the longest day there is, in minutes

/** The latest instant until now at which the hall's clock showed this time, 9:05 or 0905; null when none did. */
export function lastAt(time: string, timeZone: string, now: number): string | null {
  const [, hour = "", minutes = ""] = /^(\d{1,2}):?(\d{2})$/.exec(time.trim()) ?? [];
  const wanted = `${hour.padStart(2, "0")}:${minutes}`;
  let at = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  for (let minute = 0; minute <= DAY_AND_AN_HOUR; minute++, at -= MINUTE_MS) {
    if (clock(at, timeZone) === wanted) return new Date(at).toISOString();
  }
  return null;
}

/** A running time: 0:45, 12:03, 1:02:03. */
export function elapsed(milliseconds: number): string {
  const whole = Math.max(0, Math.floor(milliseconds / 1000));
  const hours = Math.floor(whole / 3600);
  const rest = [Math.floor((whole % 3600) / 60), whole % 60];
  const [mins = "", secs = ""] = rest.map((part) => String(part).padStart(2, "0"));
  return hours ? `${hours}:${mins}:${secs}` : `${Number(mins)}:${secs}`;
}

/** A forecast as a range in whole minutes, never a false point; which minutes, the server says. */
export function range({ low_min: low, high_min: high }: Forecast, as: Language = language.value): string {
  return low === 0 ? t("rangeUnder", { high }, as) : t("range", { low, high }, as);
}
