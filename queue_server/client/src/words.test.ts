import { afterEach, describe, expect, it } from "vitest";
import { nextTick } from "vue";

import { language, makeWords } from "./words.ts";

const words = makeWords({
  zh: { ahead: "前面还有 {n} 人" },
  en: { ahead: "{n} {n|person|people} ahead" },
});

describe("words", () => {
  afterEach(() => {
    language.value = "zh";
  });

  it("come in Chinese first", () => {
    expect(words.t("ahead", { n: 3 })).toBe("前面还有 3 人");
  });

  it("change with the language, which the page and the device then carry", async () => {
    language.value = "en";
    await nextTick();

    expect(words.t("ahead", { n: 1 })).toBe("1 person ahead");
    expect(words.t("ahead", { n: 0 })).toBe("0 people ahead");
    expect(document.documentElement.lang).toBe("en");
    expect(localStorage.getItem("queue.language")).toBe("en");
  });

  it("come in both languages for a screen that shows both", () => {
    expect(words.text("ahead", { n: 2 })).toEqual({ zh: "前面还有 2 人", en: "2 people ahead" });
    expect(words.both({ zh: "户政", en: "Household" })).toBe("户政 Household");
    expect(words.both({ zh: "A", en: "A" })).toBe("A");
  });

  it("fall back to Chinese where the plan has no English", () => {
    language.value = "en";

    expect(words.say({ zh: "户政", en: "" })).toBe("户政");
  });
});
