import { problemOf } from "@queue/client/testing";
import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { NOW, ZONE } from "../../testing/views.ts";
import Trouble from "./Trouble.vue";

const shown = (code: string) =>
  mount(Trouble, { props: { problem: problemOf(code), busy: false, now: NOW, timezone: ZONE } });

it.each([
  ["offline", "连不上服务器"],
  ["storage-failed", "号没有取成"],
  ["tickets-closed", "刚刚停止取号"],
  ["unknown-service", "返回首页重新选择"],
  ["persons-out-of-range", "减少人数"],
  ["unknown-printer", "找工作人员"],
])("says %s in words one can act on", (code, words) => {
  const trouble = shown(code);

  expect(trouble.get("h1").text()).toContain("取号没有成功");
  expect(trouble.text()).toContain(words);
  expect(trouble.text()).toContain(`代码 ${code}`);
});

it("offers to press again where that may help", async () => {
  const trouble = shown("offline");

  await trouble.get("button").trigger("click");

  expect(trouble.emitted("again")).toHaveLength(1);
  expect(shown("tickets-closed").find("button").exists()).toBe(false);
});

const told = (code: string, data: Record<string, unknown>) =>
  mount(Trouble, { props: { problem: problemOf(code, data), busy: false, now: NOW, timezone: ZONE } });

it.each([
  ["already-holding", { label: "A012", state: "waiting" }, "您已经有号了", "同一事项只取一个号"],
  ["appointment-over", { state: "checked_in", label: "A012" }, "您已经有号了", "这个预约已经签到"],
  ["nothing-to-carry", { on: null }, "您已经有号了", "已经取过优先号"],
  ["appointment-not-yet", { from_at: "2026-11-25T06:30:00Z" }, "还没到签到时间", /^14:30 起可以签到.*from 14:30/],
  ["appointment-not-yet", { from_at: "2026-11-26T01:30:00Z" }, "还没到", /11月26日星期四 09:30 起.*from Thu 26 Nov 09:30/],
  ["nothing-to-carry", { on: "2026-11-26" }, "还没到约定的日子", /11月26日星期四.*Thu 26 Nov/],
])("calls %s no failure, and says how it is", (code, data, title, words) => {
  const calm = told(code, data);

  expect(calm.get("h1").text()).toContain(title);
  expect(calm.get(".trouble__words").text()).toMatch(words);
  expect(calm.get(".trouble__mark").text()).toBe("i");
  expect(calm.text()).not.toContain("代码");
});

it("shows the number that somebody has, large", () => {
  expect(told("already-holding", { label: "A012" }).get(".trouble__label").text()).toBe("A012");
  expect(told("appointment-not-yet", { from_at: "2026-11-25T06:30:00Z" }).find(".trouble__label").exists()).toBe(false);
});

it.each([
  ["appointment-over", { state: "missed", label: null }, "已过期"],
  ["quota-reached", {}, "刚刚取完"],
])("says %s as the failure that it is", (code, data, words) => {
  const trouble = told(code, data);

  expect(trouble.text()).toContain(words);
  expect(trouble.get("h1").text()).toContain("取号没有成功");
});
