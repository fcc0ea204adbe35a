/** The words of a day's state. */

import type { Day } from "../../contract.ts";
import { clock, day as dayOf } from "../../time.ts";
import type { Language } from "../../words.ts";

const STATES: Record<Day["state"], Record<Language, string>> = {
  closed: { zh: "已下班", en: "Closed" },
  preparing: { zh: "准备中", en: "Opening soon" },
  open: { zh: "开放", en: "Open" },
  break: { zh: "午休", en: "Midday break" },
  last_tickets: { zh: "停止取号", en: "No more numbers today" },
  extended: { zh: "延时服务", en: "Extended service" },
};

const NOT_YET = { zh: "未开始", en: "Not open yet" };

/** Before its first opening a day has not closed: a hall that says 已下班 at six in the morning sends people home. */
function notYetOpen(day: Day, now: number): boolean {
  const opens = day.sessions[0]?.opens_at;
  if (day.state !== "closed" || !opens || !day.next_opens_at) return false;
  return Date.parse(opens) === Date.parse(day.next_opens_at) && Date.parse(opens) > now;
}

/** "开放" with today's hours, "午休" with the next opening, and so on. */
export function dayWords(day: Day, zone: string, now: number, as: Language): { state: string; detail: string } {
  const state = notYetOpen(day, now) ? NOT_YET : STATES[day.state];
  return { state: state[as], detail: detail(day, zone, now, as) };
}

function detail(day: Day, zone: string, now: number, as: Language): string {
  const zh = as === "zh";
  switch (day.state) {
    case "open":
    case "preparing":
      return day.sessions.map((open) => `${clock(open.opens_at, zone)}–${clock(open.closes_at, zone)}`).join("  ");
    case "last_tickets":
      return zh ? "已取号的继续办理" : "Numbers already taken will be served";
    case "extended":
      return zh ? "已取号的办完为止" : "Everybody with a number is served";
    case "break":
    case "closed":
      return nextOpening(day, zone, now, as);
  }
}

function nextOpening(day: Day, zone: string, now: number, as: Language): string {
  const at = day.next_opens_at;
  if (!at) return "";
  const today = dayOf(now, zone, as) === dayOf(at, zone, as);
  const when = today ? clock(at, zone) : `${dayOf(at, zone, as)} ${clock(at, zone)}`;
  return as === "zh" ? `${when} 开放` : `opens ${when}`;
}
