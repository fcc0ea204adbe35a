import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { aTicket } from "../../testing/views.ts";
import NumberCard from "./NumberCard.vue";

const AT_3 = { id: "3", name: { zh: "3号窗口", en: "Counter 3" } };

type Props = InstanceType<typeof NumberCard>["$props"];

function shown(part: Parameters<typeof aTicket>[0] = {}, more: Partial<Props> = {}) {
  const service = { zh: "户政", en: "Household registration" };
  return mount(NumberCard, { props: { label: "A012", service, standing: aTicket(part), ...more } });
}

it("shows the number, how many are ahead, and the wait as a range", () => {
  const card = shown();

  expect(card.get("h1").text()).toBe("A012");
  expect(card.text()).toContain("7 位");
  expect(card.text()).toContain("约 12–25 分钟");
});

it("says who is next", () => {
  expect(shown({ ahead: 0 }).text()).toContain("前面没有人下一位就是您");
});

it("promises nobody that they are next while no counter is on post", () => {
  const card = shown({ ahead: 0, forecast: null });

  expect(card.text()).toContain("前面还有0 位");
  expect(card.text()).not.toContain("下一位就是您");
  expect(card.text()).toMatch(/等候时间\s*待定/);
});

it("sends its holder to the counter when it is called already", () => {
  const card = shown({ state: "called", ahead: null, forecast: null, counter: AT_3 });

  expect(card.get("[role=status]").text()).toContain("请到3号窗口");
  expect(card.text()).not.toContain("前面还有");
});

it.each([
  ["serving", AT_3, "正在办理"],
  ["parked", null, "稍后继续办理"],
  ["missed", null, "已过号"],
  ["ended", null, "已结束"],
] as const)("tells a number that is %s so, and no wait", (state, counter, words) => {
  const card = shown({ state, counter, ahead: null, forecast: null });

  expect(card.text()).toContain(words);
  expect(card.text()).not.toContain("等候时间");
});

it("marks the green channel without saying why", () => {
  expect(shown({}, { green: "chosen" }).text()).toContain("◆ 绿色通道");
  expect(shown().text()).not.toContain("绿色通道");
});

it("tells whom their age has put into the green channel that it applies", () => {
  expect(shown({}, { green: "given" }).text()).toContain("◆ 已按绿色通道取号");
});

it("says what else must be known while its holder waits, and not at the counter", () => {
  const notes = [{ zh: "午休，14:00 继续叫号", en: "" }];

  expect(shown({}, { notes }).text()).toContain("午休，14:00 继续叫号");
  expect(shown({ state: "called", counter: AT_3 }, { notes }).text()).not.toContain("午休");
});
