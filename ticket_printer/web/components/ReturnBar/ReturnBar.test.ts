import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import ReturnBar from "./ReturnBar.vue";

function shown(part: Partial<InstanceType<typeof ReturnBar>["$props"]> = {}) {
  return mount(ReturnBar, { props: { left: 12, whole: 30, action: "done", busy: false, ...part } });
}

it("shows how long until it goes back by itself", () => {
  const bar = shown();

  expect(bar.get("[role=timer]").text()).toBe("12 秒后返回首页");
  expect(bar.get(".return-bar__rest").attributes("style")).toContain("scaleX(0.4)");
});

it("goes back at once, or stays longer, as its person likes", async () => {
  const bar = shown();
  const [leave, stay] = bar.findAll("button");

  await leave?.trigger("click");
  await stay?.trigger("click");

  expect(bar.emitted("leave")).toHaveLength(1);
  expect(bar.emitted("stay")).toHaveLength(1);
});

it("counts nothing down while a number is being taken", () => {
  const bar = shown({ action: "back", busy: true });

  expect(bar.find("[role=timer]").exists()).toBe(false);
  expect(bar.text()).toContain("正在取号，请稍候…");
  expect(bar.get("button").attributes("disabled")).toBeDefined();
});
