/** How long something has been going on, as people say it. */

import { t } from "./words.ts";

/** "12 分钟", "1 小时 5 分": whole minutes, because seconds make a list restless. */
export function span(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return t("underMinute");
  if (minutes < 60) return t("minute", { n: minutes });
  return t("hourMinute", { h: Math.floor(minutes / 60), n: minutes % 60 });
}

/** The span from an instant to now, both on the hall's clock. */
export function since(at: string, now: number): string {
  return span(Math.max(0, (now - Date.parse(at)) / 1000));
}
