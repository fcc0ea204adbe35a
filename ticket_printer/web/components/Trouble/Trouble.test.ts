import { Problem } from "@queue/client";
import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { ZONE } from "../../testing/views.ts";
import Trouble from "./Trouble.vue";

const shown = (code: string, status: number) =>
  mount(Trouble, { props: { problem: new Problem(code, "", status), busy: false, timezone: ZONE } });

it.each([
  ["offline", 0, "连不上服务器"],
  ["storage-failed", 503, "号没有取成"],
  ["tickets-closed", 409, "刚刚停止取号"],
  ["unknown-service", 404, "返回首页重新选择"],
  ["persons-out-of-range", 422, "减少人数"],
  ["something-new", 400, "找工作人员"],
])("says %s in words one can act on", (code, status, words) => {
  const trouble = shown(code, status);

  expect(trouble.get("h1").text()).toContain("取号没有成功");
  expect(trouble.text()).toContain(words);
  expect(trouble.text()).toContain(`代码 ${code}`);
});

it("offers to press again where that may help", async () => {
  const trouble = shown("offline", 0);

  await trouble.get("button").trigger("click");

  expect(trouble.emitted("again")).toHaveLength(1);
  expect(shown("tickets-closed", 409).find("button").exists()).toBe(false);
});

it.each([
  ["already-holding", { label: "A012", state: "waiting" }, "您已有 A012 号"],
  ["appointment-not-yet", { from_at: "2026-11-25T02:00:00Z" }, "11-25 10:00 起可以签到"],
  ["appointment-over", { state: "checked_in", label: "A012" }, "您的号码是 A012"],
  ["appointment-over", { state: "missed", label: null }, "已过期"],
  ["nothing-to-carry", { on: "2026-11-26" }, "2026-11-26"],
  ["quota-reached", {}, "刚刚取完"],
])("says %s with what it is about", (code, data, words) => {
  const problem = new Problem(code, "", 409, data);
  const wrapper = mount(Trouble, { props: { problem, busy: false, timezone: ZONE } });
  expect(wrapper.text()).toContain(words);
});
