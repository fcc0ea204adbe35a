import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { aHall } from "../../testing/bookings.ts";
import { aDay } from "../../testing/views.ts";
import NoBooking from "./NoBooking.vue";

const shown = (day = aDay()): string => mount(NoBooking, { props: { hall: aHall({ by_phone: false, day }) } }).text();

it("says that one can come, until when or from when, and whom to ask", () => {
  expect(shown()).toMatch(/不接受手机预约.*取号机取号.*今天取号截止 12:00.*导办台/s);
  const over = aDay({ state: "closed", next_opens_at: "2026-11-26T01:00:00Z" });
  expect(shown(over)).toContain("下次开放：11月26日星期四 09:00");
});

it("gives no last time where the hall never closes", () => {
  const sessions = [{ opens_at: "2026-11-24T16:00:00Z", closes_at: "2026-11-25T16:00:00Z" }];
  expect(shown(aDay({ sessions, last_ticket_at: "2026-11-25T16:00:00Z" }))).toMatch(/全天 24 小时开放(?!.*截止)/s);
});
