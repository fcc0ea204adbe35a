/** An entry's values as people read them. */

import { clock, dateOf, day, language } from "@queue/client";

import { span } from "../spans.ts";
import type { Kind, Value } from "./shape.ts";

export interface Where {
  timezone: string;
  now: number;
}

/** "" for what is not there. */
export function words(value: Value | undefined, kind: Kind, where: Where): string {
  if (value === null || value === undefined) return "";
  if (kind === "time" && typeof value === "string") return moment(value, where);
  if (kind === "date" && typeof value === "string") return date(value, where);
  if (kind === "duration" && typeof value === "number") return span(value);
  return String(value);
}

/** 14:05 today, else 11月26日 14:05, and with its year when that is another one. */
export function moment(at: string, where: Where): string {
  const on = dateOf(at, where.timezone);
  const time = clock(at, where.timezone);
  return on === dateOf(where.now, where.timezone) ? time : `${date(on, where)} ${time}`;
}

function date(on: string, { timezone, now }: Where): string {
  const parts: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", timeZone: "UTC" };
  if (on.slice(0, 4) !== dateOf(now, timezone).slice(0, 4)) parts.year = "numeric";
  return new Intl.DateTimeFormat(language.value === "zh" ? "zh-CN" : "en-GB", parts).format(Date.parse(on));
}

/** The whole of an instant, for who points at it. */
export function whole(at: string, { timezone }: Where): string {
  return `${dateOf(at, timezone)} ${day(at, timezone)} ${clock(at, timezone, { seconds: true })}`;
}

/** Figures stand to the right. */
export const isNumber = (kind: Kind): boolean => kind === "count" || kind === "duration";

const WIDTHS: Record<Kind, number> = {
  text: 11, label: 7.5, time: 8, date: 8, count: 5, duration: 7, state: 6.5, person: 6,
}; // prettier-ignore

/** The least width of a table of these columns that can be read, rem. */
export const widthOf = (kinds: readonly Kind[]): number => kinds.reduce((sum, kind) => sum + WIDTHS[kind], 0);
