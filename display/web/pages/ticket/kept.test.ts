import { afterEach, expect, it } from "vitest";

import { aTicket } from "../../testing/views.ts";
import { keptTicket } from "./kept.ts";

const NOON = Date.parse("2026-11-25T12:00:00+08:00");
const HOUR = 3_600_000;

afterEach(() => localStorage.clear());

it("keeps the last view of one ticket, and shows it to nobody else's", () => {
  keptTicket("mine", () => NOON).keep(aTicket({ label: "A012" }));

  expect(keptTicket("mine", () => NOON + HOUR).view()?.label).toBe("A012");
  expect(keptTicket("another", () => NOON).view()).toBeNull();
});

it("keeps nothing longer than the day where the hall is, and erases other tickets' with the next look", () => {
  keptTicket("mine", () => NOON).keep(aTicket());
  expect(keptTicket("mine", () => NOON + 11 * HOUR).view()).not.toBeNull();

  keptTicket("next", () => NOON + 13 * HOUR);

  expect(Object.keys(localStorage)).toEqual([]);
});

it("forgets what it is told to, and takes what is unreadable for nothing", () => {
  const kept = keptTicket("mine", () => NOON);
  kept.keep(aTicket());
  kept.forget();
  expect(kept.view()).toBeNull();

  localStorage.setItem("queue.ticket.mine", "half of a");
  expect(keptTicket("mine", () => NOON).view()).toBeNull();
});
