import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { aKiosk } from "../../testing/views.ts";
import Notices from "./Notices.vue";

it("shows what the hall announces, and nothing where it announces nothing", () => {
  expect(mount(Notices, { props: { notices: aKiosk().notices } }).text()).toBe("咨询电话：023-0000-0001");
  expect(mount(Notices, { props: { notices: [] } }).find("section").exists()).toBe(false);
});
