/** Why something was not done, for who stands before the kiosk: in its own words where they say more. */

import { inEach, type Problem, type Said } from "@queue/client";

import { t, text } from "./words.ts";

export type Own = Partial<Record<string, Parameters<typeof t>[0]>>;

const EVERYWHERE: Own = { offline: "errorOffline", "unreadable-answer": "errorOther" };

/** `own`: what a screen says of some codes. Whom to ask stands beside the server's words, which name no way out. */
export function refusalWords({ code, status, words }: Problem, own: Own = {}): Said {
  const key = own[code] ?? EVERYWHERE[code];
  if (key) return text(key);
  if (status === 0) return words; // the kiosk's own
  if (status >= 500) return text("errorOther"); // of no use to citizens
  return inEach((as) => {
    if (as === "zh") return `${words.zh}。${t("askStaff", {}, as)}`;
    return as === "en" ? `${words.en}. ${t("askStaff", {}, as)}` : t("errorOther", {}, as);
  });
}
