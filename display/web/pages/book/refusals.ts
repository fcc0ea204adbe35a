/** What the server's no means to somebody who books, and what they can do about it. */

import type { Problem } from "@queue/client";

import { say, t } from "../../words/booking.ts";

export function refusal({ code, words, data }: Problem): string {
  switch (code) {
    case "slot-full":
      return data.next_at ? t("slotFull") : t("dayFull");
    case "unknown-slot":
      return t("slotGone");
    case "not-bookable":
    case "unknown-service":
    case "sign-in-needed":
    case "not-allowed":
      return t("serviceGone");
    case "already-booked":
      return t("alreadyBooked");
    case "too-many-tries":
      return t("tooManyTries", { n: Math.max(1, Math.ceil(Number(data.retry_after_s ?? 0) / 60)) });
    case "persons-out-of-range":
      return t("tooManyPersons", { n: Number(data.most) });
    case "offline":
    case "unreadable-answer":
      return t("maybeBooked");
    default:
      return say(words);
  }
}

/** Whether it is the phone number that the server does not take. */
export function aboutPhone({ code, data }: Problem): boolean {
  const problems = code === "bad-request" && Array.isArray(data.problems) ? data.problems : [];
  return problems.some((one: { path?: unknown }) => one.path === "phone");
}
