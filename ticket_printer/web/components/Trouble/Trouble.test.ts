import { Problem } from "@queue/client";
import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import Trouble from "./Trouble.vue";

const shown = (code: string, status: number) =>
  mount(Trouble, { props: { problem: new Problem(code, "", status), busy: false } });

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
