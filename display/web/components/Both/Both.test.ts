import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import Both from "./Both.vue";

it("marks the English as English, and leaves it out where it says the same", () => {
  expect(mount(Both, { props: { text: { zh: "窗口", en: "Counters" } } }).get("[lang=en]").text()).toBe("Counters");
  expect(mount(Both, { props: { text: { zh: "A012", en: "A012" } } }).text()).toBe("A012");
});
