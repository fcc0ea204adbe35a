import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { aTicket, secondsAgo } from "../../testing/views.ts";
import NumberCard from "./NumberCard.vue";

const COUNTER = { id: "3", name: { zh: "3号窗口", en: "Counter 3" } };
const shown = (part: Parameters<typeof aTicket>[0], stale = false) =>
  mount(NumberCard, { props: { ticket: aTicket(part), stale } });

describe("the number on a phone", () => {
  it("stands with its service and the time it was taken", () => {
    expect(shown({ persons: 3 }).text()).toMatch(/等候中.*A012.*户政 · 09:59 取号 · 3 人同办/s);
  });

  it("names the time that was booked", () => {
    expect(shown({ appointment_at: "2026-11-25T02:30:00Z" }).text()).toContain("户政 · 预约 10:30 · 09:59 取号");
  });

  it("has its day beside the time once that day is over", () => {
    const card = shown({ issued_at: secondsAgo(86_400), state: "ended", outcome: "carried_over" });

    expect(card.text()).toMatch(/11月24日星期二 10:14 取号/);
  });

  it("says where to go when called", () => {
    const card = shown({ state: "called", counter: COUNTER, called_at: secondsAgo(5) });

    expect(card.text()).toMatch(/轮到您了.*请到\s*3号窗口.*10:14 呼叫/s);
    expect(card.attributes("data-state")).toBe("called");
  });

  it("does not shout a call that may be old", () => {
    expect(shown({ state: "called", counter: COUNTER }, true).attributes("data-state")).toBe("waiting");
  });

  it("tells who was sent away what to do afterwards", () => {
    expect(shown({ state: "parked" }).text()).toContain("办好后，请回到等候区，窗口会再次叫您的号");
  });

  it("counts the misses", () => {
    expect(shown({ state: "missed", misses: 2 }).text()).toContain("已过号 2 次");
  });

  it("says that a missed number is back in the queue", () => {
    expect(shown({ state: "waiting", misses: 1 }).text()).toMatch(/已重新报到，请继续等候。\s*已过号 1 次/);
    expect(shown({ state: "waiting" }).text()).not.toContain("已重新报到");
  });

  it("says how it ended", () => {
    expect(shown({ state: "ended", outcome: "notice_given" }).text()).toContain("已出具一次性告知单");
  });
});
