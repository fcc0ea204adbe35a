/** The words of a day's state. */

import type { Day } from "../../contract.ts";
import { hoursOf } from "../../hours.ts";
import { clock, when } from "../../time.ts";
import type { Language } from "../../words.ts";

const STATES: Record<Day["state"], Record<Language, string>> = {
  closed: { zh: "已下班", en: "Closed" },
  preparing: { zh: "准备中", en: "Opening soon" },
  open: { zh: "开放", en: "Open" },
  break: { zh: "午休", en: "Midday break" },
  last_tickets: { zh: "停止取号", en: "No more numbers today" },
  extended: { zh: "延时服务", en: "Extended service" },
};

const SERVES_ON = { zh: "午间延时服务", en: "Midday break" };

const NOT_YET = { zh: "未开始", en: "Not open yet" };

/** Before its first opening a day has not closed: a hall that says 已下班 at six in the morning sends people home. */
function notYetOpen(day: Day, now: number): boolean {
  const opens = day.sessions[0]?.opens_at;
  if (day.state !== "closed" || !opens || !day.next_opens_at) return false;
  return Date.parse(opens) === Date.parse(day.next_opens_at) && Date.parse(opens) > now;
}

/** "开放" with today's hours, "午休" with the next opening, and so on. */
export function dayWords(day: Day, zone: string, now: number, as: Language): { state: string; detail: string } {
  const state = notYetOpen(day, now) ? NOT_YET : day.serves_on ? SERVES_ON : STATES[day.state];
  return { state: state[as], detail: detail(day, zone, now, as) };
}

function detail(day: Day, zone: string, now: number, as: Language): string {
  const zh = as === "zh";
  switch (day.state) {
    case "open":
    case "preparing":
      return day.sessions.map((session) => hoursOf(session, zone, as)).join("  ");
    case "last_tickets":
      return zh ? "已取号的继续办理" : "Numbers already taken will be served";
    case "extended":
      return zh ? "已取号的办完为止" : "Everybody with a number is served";
    case "break":
      return callsAgain(day, zone, as);
    case "closed":
      return nextOpening(day, zone, now, as);
  }
}

/** The queue waits through a break, or those who came before it are served on. */
function callsAgain(day: Day, zone: string, as: Language): string {
  const at = day.next_opens_at;
  if (!at) return "";
  const opens = clock(at, zone);
  if (day.serves_on) {
    return as === "zh" ? `先办完已取的号，${opens} 开放` : `Serving those who came before the break; opens ${opens}`;
  }
  return as === "zh" ? `${opens} 继续叫号` : `calls go on at ${opens}`;
}

function nextOpening(day: Day, zone: string, now: number, as: Language): string {
  const at = day.next_opens_at;
  if (!at) return "";
  const opens = when(at, zone, now, as);
  return as === "zh" ? `${opens} 开放` : `opens ${opens}`;
}
