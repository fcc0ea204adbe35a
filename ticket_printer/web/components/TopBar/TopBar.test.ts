import { mount } from "@vue/test-utils";
import { afterEach, expect, it } from "vitest";

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

it("changes the language of the whole page, and offers the other one in its own words", async () => {
  const bar = shown();
  expect(bar.get("button").text()).toBe("English");

  await bar.get("button").trigger("click");

  expect(language.value).toBe("en");
  expect(bar.get("button").text()).toBe("中文");
  expect(bar.get(".bilingual__main").text()).toBe("Test hall");
});

it("marks a rehearsal", () => {
  expect(shown(true).text()).toContain("演练");
  expect(shown().text()).not.toContain("演练");
});
