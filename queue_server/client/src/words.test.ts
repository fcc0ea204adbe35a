import { afterEach, describe, expect, it, vi } from "vitest";
import { nextTick } from "vue";

import { language, makeWords } from "./words.ts";

const words = makeWords({
  zh: { ahead: "前面还有 {n} 人" },
  en: { ahead: "{n} {n|person|people} ahead" },
});

describe("a page's first language", () => {
  afterEach(() => {
    localStorage.clear();
    delete document.documentElement.dataset.language;
  });

  async function first(browser: string): Promise<string> {
    vi.spyOn(navigator, "language", "get").mockReturnValue(browser);
    vi.resetModules();
    return (await import("./words.ts")).language.value;
  }

  it("is Chinese on the hall's devices, whatever their browser speaks", async () => {
    expect(await first("en-GB")).toBe("zh");
  });

  it("is the browser's on somebody's own phone, and English for who reads no Chinese", async () => {
    document.documentElement.dataset.language = "browser";

    expect(await first("zh-CN")).toBe("zh");
    expect(await first("en-GB")).toBe("en");
    expect(await first("de")).toBe("en");
  });

  it("is the one that was chosen before", async () => {
    document.documentElement.dataset.language = "browser";
    localStorage.setItem("queue.language", "zh");

    expect(await first("en-GB")).toBe("zh");
  });
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
