import { problemOf } from "@queue/client/testing";
import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { aLabelled, NOW, ZONE } from "../../testing/views.ts";
import MyNumber from "./MyNumber.vue";

type Props = InstanceType<typeof MyNumber>["$props"];

function shown(found: Parameters<typeof aLabelled>[0] = {}, part: Partial<Props> = {}) {
  const printing = { prints: false, copy: "off" as const };
  const base = { ...printing, rejoined: false, why: null, busy: false, problem: null, now: NOW, timezone: ZONE };
  return mount(MyNumber, { props: { found: aLabelled(found), ...base, ...part } });
}

const MISSED = { state: "missed", ahead: null, forecast: null, misses: 1, can_rejoin: true } as const;
const ENDED = { state: "ended", ahead: null, forecast: null } as const;

it("tells who waits how many are ahead and how long about, and answers why others went first", async () => {
  const mine = shown();
  expect(mine.text()).toContain("7 位");
  expect(mine.text()).toContain("约 12–25 分钟");

  await mine.get("button").trigger("click");
  expect(mine.emitted("why")).toHaveLength(1);

  const words = { zh: "没有人先办理户政。", en: "Nobody went first." };
  await mine.setProps({ why: { same_service: 0, other_services: 0, words } });
  expect(mine.text()).toContain("没有人先办理户政。");
  expect(mine.find("button").exists()).toBe(false);
});

it("tells who was called where to go, at once", () => {
  const counter = { id: "3", name: { zh: "3号窗口", en: "Counter 3" } };
  const mine = shown({ state: "called", ahead: null, forecast: null, counter });

  expect(mine.text()).toContain("请到3号窗口");
  expect(mine.text()).toContain("请现在就去");
  expect(mine.find("button").exists()).toBe(false);
});

it("lets who missed the call report again, and says in one sentence what that means", async () => {
  const mine = shown(MISSED);
  expect(mine.get("[role=status]").text()).toContain("重新报到后，排在本事项后面 3 位之后；过号满 3 次，号码作废。");

  await mine.get("button").trigger("click");

  expect(mine.emitted("rejoin")).toHaveLength(1);
  expect(shown({}, { rejoined: true }).text()).toContain("已重新报到，请继续等候");
});

it("says when nobody can report any more", () => {
  const mine = shown({ ...MISSED, can_rejoin: false });

  expect(mine.find("button").exists()).toBe(false);
  expect(mine.text()).toContain("今天不能再报到了，请找工作人员");
});

it("tells of an ended number no more than that, and what to do", () => {
  const mine = shown(ENDED);

  expect(mine.text()).toContain("这个号已经结束");
  expect(mine.find("button").exists()).toBe(false);
});

it("says that a number has ended by its misses, which everybody was told", () => {
  expect(shown({ ...ENDED, misses: 3 }).text()).toContain("过号已满 3 次，号码作废");
});

it.each([
  ["2026-11-26", "请于 11月26日星期四 带小票到导办台"],
  ["2026-11-25", "请带小票到导办台，换取优先号"],
])("sends the slip of a case carried over to %s to the help desk", (on, words) => {
  expect(shown({ ...ENDED, on }).text()).toContain(words);
});

it("says what went wrong with a press", () => {
  const mine = shown(MISSED, { problem: problemOf("offline") });

  expect(mine.get("[role=alert]").text()).toContain("连不上服务器");
  expect(mine.find("button").exists()).toBe(true);
});

it("prints a lost slip again where it can, and says what becomes of it", async () => {
  const mine = shown({ state: "called", counter: null }, { prints: true });

  await mine.get("button").trigger("click");
  expect(mine.emitted("printLost")).toHaveLength(1);

  await mine.setProps({ found: aLabelled({ slip: "requested" }), copy: "asked" });
  expect(mine.text()).toContain("正在打印小票…");
  await mine.setProps({ found: aLabelled({ slip: "printed" }) });
  expect(mine.text()).toContain("请取走小票");
  await mine.setProps({ found: aLabelled({ slip: "failed", slip_why: "paper-out" }) });
  expect(mine.text()).toContain("打印机没有纸了");
  expect(mine.text()).toContain("请到导办台补打");
  await mine.setProps({ found: aLabelled({ slip: "printing" }), copy: "stalled" });
  expect(mine.text()).toContain("打印机没有反应");
});

it("leads to the desk where nothing can be printed, and prints nothing of a visit that is over", () => {
  expect(shown({ state: "called", counter: null }).text()).toContain("请到导办台补打");
  expect(shown({ ...ENDED }, { prints: true }).find("button").exists()).toBe(false);
});
