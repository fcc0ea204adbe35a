import { mount } from "@vue/test-utils";
import { afterEach, expect, it } from "vitest";

import { language } from "../../words.ts";
import Bilingual from "./Bilingual.vue";

afterEach(() => {
  language.value = "zh";
});

const shown = (zh: string, en: string) => mount(Bilingual, { props: { text: { zh, en } } });

it("has the chosen language first and the other beside it, each marked as what it is", () => {
  expect(shown("户政", "Household").text()).toBe("户政Household");
  expect(shown("户政", "Household").get("[lang=en]").text()).toBe("Household");

  language.value = "en";

  expect(shown("户政", "Household").text()).toBe("Household户政");
  expect(shown("户政", "Household").get("[lang=zh-CN]").text()).toBe("户政");
});

it("says once what is the same in both, and Chinese where there is no English", () => {
  expect(shown("K1", "K1").text()).toBe("K1");
  language.value = "en";
  expect(shown("户政", "").text()).toBe("户政");
});
