import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { aKiosk } from "../../testing/views.ts";
import GreenChannel from "./GreenChannel.vue";

function shown(busy = false) {
  const { services, green, rule } = aKiosk();
  const [service] = services;
  if (!service) throw new Error("no service");
  return mount(GreenChannel, { props: { service, lanes: green, rule, busy } });
}

it("asks once, in words, and says the rule", () => {
  const question = shown();

  expect(question.get("h1").text()).toContain("需要绿色通道吗？");
  expect(question.text()).toContain("绿色通道视为早到 15 分钟。");
});

it("takes no for an answer with the same one press as any lane", async () => {
  const question = shown();
  const buttons = question.findAll("button");

  for (const button of buttons) await button.trigger("click");

  expect(buttons.map((button) => button.find(".bilingual__main").text())).toEqual(["老年人", "孕妇", "不需要"]);
  expect(question.emitted("take")).toEqual([["elderly"], ["pregnant"], [null]]);
});

it("cannot be pressed while a number is being taken", () => {
  expect(shown(true).findAll("button:disabled")).toHaveLength(3);
});
