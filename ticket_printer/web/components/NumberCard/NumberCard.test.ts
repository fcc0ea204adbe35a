import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { aNumber, aTicket } from "../../testing/views.ts";
import NumberCard from "./NumberCard.vue";

function shown(part: Partial<InstanceType<typeof NumberCard>["$props"]> = {}) {
  const service = { zh: "户政", en: "Household registration" };
  return mount(NumberCard, { props: { issued: aNumber(), ticket: null, service, green: false, ...part } });
}

it("shows the number, how many are ahead, and the wait as a range", () => {
  const card = shown();

  expect(card.get("h1").text()).toBe("A012");
  expect(card.text()).toContain("7 位");
  expect(card.text()).toContain("约 12–25 分钟");
});

it("goes on with what is pushed", () => {
  const card = shown({ ticket: aTicket({ ahead: 0 }) });

  expect(card.text()).toContain("前面没有人下一位就是您");
});

it("promises nobody that they are next while no counter is on post", () => {
  const card = shown({ ticket: aTicket({ ahead: 0, forecast: null }) });

  expect(card.text()).toContain("前面还有0 位");
  expect(card.text()).not.toContain("下一位就是您");
  expect(card.text()).toMatch(/等候时间\s*待定/);
});

it("sends its holder to the counter when it is called already", () => {
  const called = aTicket({ state: "called", ahead: null, counter: { id: "3", name: { zh: "3号窗口", en: "Counter 3" } } });

  const card = shown({ ticket: called });

  expect(card.get("[role=status]").text()).toContain("3号窗口");
  expect(card.text()).not.toContain("前面还有");
});

it("marks the green channel without saying why", () => {
  expect(shown({ green: true, issued: aNumber({ lane: "pregnant" }) }).text()).toContain("◆ 绿色通道");
  expect(shown({ green: true, issued: aNumber({ lane: "pregnant" }) }).text()).not.toContain("孕妇");
  expect(shown().text()).not.toContain("绿色通道");
});
