import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { aKiosk, NOW } from "../../testing/views.ts";
import Start from "./Start.vue";

const props = { view: aKiosk(), now: NOW, stale: false, cardRead: false, busy: false, chosen: null };

it("tells the day's hours and who waits before anybody takes a number", () => {
  const start = mount(Start, { props });

  expect(start.text()).toContain("09:00–12:00");
  expect(start.text()).toContain("现在等候 13 人");
});

it("says that a card was read, and that figures are old", () => {
  expect(mount(Start, { props: { ...props, cardRead: true } }).text()).toContain("已读身份证");
  expect(mount(Start, { props: { ...props, stale: true } }).text()).toContain("暂时连不上服务器");
});
