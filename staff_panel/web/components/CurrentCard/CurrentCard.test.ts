import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { NOW, counterView } from "../../testing/fixtures.ts";
import CurrentCard from "./CurrentCard.vue";

it("says that those who wait are for other counters, when this one may call none of them", () => {
  const [queue] = counterView().waiting;
  const words = (count: number, others: number): string => {
    const waiting = queue ? [{ ...queue, count, others, oldest_at: count ? queue.oldest_at : null }] : [];
    return mount(CurrentCard, { props: { view: counterView({ waiting }), now: NOW, lanes: [] } }).text();
  };
  expect(words(0, 1)).toContain("1 人等候，但不归本窗口叫号");
  expect(words(2, 1)).toContain("2 人等候，最久已等");
  expect(words(0, 0)).toContain("现在没有人等候本窗口办理的事项");
});
