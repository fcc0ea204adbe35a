import { mount } from "@vue/test-utils";
import { afterEach, expect, it } from "vitest";
import { nextTick } from "vue";

import { aKiosk, NOW, ZONE } from "../../testing/views.ts";
import { language } from "../../words.ts";
import TopBar from "./TopBar.vue";

afterEach(() => {
  language.value = "zh";
});

function shown(rehearsal = false) {
  return mount(TopBar, { props: { hall: aKiosk().hall, now: NOW, timezone: ZONE, rehearsal } });
}

it("names the hall and tells its time", () => {
  expect(shown().text()).toContain("测试大厅");
  expect(shown().get("time").text()).toBe("10:05");
});

it("speaks the page's language first", async () => {
  const bar = shown();

  language.value = "en";
  await nextTick();

  expect(bar.get(".bilingual__main").text()).toBe("Test hall");
});

it("marks a rehearsal", () => {
  expect(shown(true).text()).toContain("演练");
  expect(shown().text()).not.toContain("演练");
});
