import { afterEach, describe, expect, it, vi } from "vitest";
import { nextTick } from "vue";

import type { Translation } from "./contract.ts";
import { inEach, language, makeWords, translation } from "./words.ts";

const words = makeWords(
  { zh: { ahead: "前面还有 {n} 人", mute: "暂不播报" }, en: { ahead: "{n} {n|person|people} ahead", mute: "" } },
  "phone",
);

const KOREAN: Translation = {
  tag: "ko",
  name: "한국어",
  direction: "ltr",
  words: { phone: { ahead: "앞에 {n}명" } },
  texts: { 户政: "호적" },
};

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

describe("a further language", () => {
  afterEach(() => {
    language.value = "zh";
    translation.value = null;
  });

  it("gives its words to the pages that have some, and its own direction and tag", async () => {
    translation.value = { ...KOREAN, direction: "rtl" };
    language.value = "ko";
    await nextTick();

    expect(words.t("ahead", { n: 3 })).toBe("앞에 3명");
    expect(words.say({ zh: "户政", en: "Household" })).toBe("호적");
    expect(document.documentElement.lang).toBe("ko");
    expect(document.documentElement.dir).toBe("rtl");

    language.value = "en";
    await nextTick();
    expect(document.documentElement.dir).toBe("ltr");
  });

  it("leaves what it lacks to English, and what that lacks to Chinese", () => {
    translation.value = KOREAN;
    language.value = "ko";

    expect(words.t("mute")).toBe("暂不播报");
    expect(words.say({ zh: "出入境", en: "Exit and entry" })).toBe("Exit and entry");
    expect(words.say({ zh: "出入境", en: "" })).toBe("出入境");
  });

  it("stands beside Chinese and English where a text comes in each", () => {
    translation.value = KOREAN;
    language.value = "ko";

    expect(words.text("ahead", { n: 2 })).toEqual({ zh: "前面还有 2 人", en: "2 people ahead", further: "앞에 2명" });
    expect(words.say(words.text("ahead", { n: 2 }))).toBe("앞에 2명");
    expect(inEach((as) => as)).toEqual({ zh: "zh", en: "en", further: "ko" });
    expect(words.text("ahead", (as) => ({ n: as })).further).toBe("앞에 ko명");
  });

  it("is in no page that has no words for it", () => {
    translation.value = KOREAN;
    language.value = "ko";

    expect(makeWords({ zh: { ahead: "前面" }, en: { ahead: "ahead" } }).t("ahead")).toBe("ahead");
  });
});
