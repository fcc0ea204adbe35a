import type { Day } from "@queue/client";
import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { aDay, NOW, ZONE } from "../../testing/views.ts";
import ClosedHall from "./ClosedHall.vue";

function shown(day: Partial<Day>, why = "tickets-closed"): string {
  return mount(ClosedHall, { props: { day: aDay(day), why, now: NOW, timezone: ZONE } }).text();
}

it("says when the hall opens next", () => {
  expect(shown({ state: "closed", next_opens_at: "2026-11-26T01:00:00Z" }, "hall-closed")).toContain(
    "下次开放：11月26日星期四 09:00",
  );
  expect(shown({ state: "closed", next_opens_at: "2026-11-25T06:00:00Z" }, "hall-closed")).toContain(
    "下次开放：今天 14:00",
  );
});

it("says what remains possible after the last number", () => {
  const words = shown({ state: "last_tickets", next_opens_at: "2026-11-26T01:00:00Z" });

  expect(words).toContain("今天停止取号了");
  expect(words).toContain("已经取到号的，请继续等候，办完为止。");
  expect(words).toContain("确有急事请找工作人员，说明原因后可以补号。");
});

it("tells those inside that the hall goes on for them after closing time", () => {
  expect(shown({ state: "extended", waiting: 5, serving: 2 })).toContain("正在为 7 位取到号的人延时服务");
});

it("sends to the staff when it does not know when the hall opens, or why it takes no numbers", () => {
  expect(shown({ state: "closed", next_opens_at: null }, "hall-closed")).toContain("问工作人员");
  expect(shown({ state: "open" }, "something-new")).toContain("请找工作人员。");
});
