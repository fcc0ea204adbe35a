import { problemOf } from "@queue/client/testing";
import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { aKiosk } from "../../testing/views.ts";
import Guides from "./Guides.vue";

const props = { services: aKiosk().services, busy: false, chosen: null, problem: null, timezone: "Asia/Shanghai" };

it("lets one choose what to read about", async () => {
  const guides = mount(Guides, { props });

  await guides.findAll("button")[1]?.trigger("click");

  expect(guides.emitted("read")).toEqual([["cyber"]]);
});

it("says what to do when a guide cannot be had", () => {
  const told = (code: string) => mount(Guides, { props: { ...props, problem: problemOf(code) } });

  expect(told("offline").get("[role=alert]").text()).toContain("连不上服务器");
  expect(told("unknown-service").get("[role=alert]").text()).toContain("现在看不到这个办事指南");
});
