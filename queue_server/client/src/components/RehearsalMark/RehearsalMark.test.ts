import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import RehearsalMark from "./RehearsalMark.vue";

it("marks a rehearsal and nothing else", () => {
  expect(mount(RehearsalMark, { props: { rehearsal: true } }).text()).toContain("演练");
  expect(mount(RehearsalMark, { props: { rehearsal: false } }).text()).toBe("");
});
