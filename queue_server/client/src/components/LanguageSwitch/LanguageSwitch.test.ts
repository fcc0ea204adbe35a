import { mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, describe, expect, it, vi } from "vitest";

import { furtherLanguages } from "../../languages.ts";
import { language } from "../../words.ts";
import LanguageSwitch from "./LanguageSwitch.vue";

let shown: VueWrapper | null = null;

function show(): VueWrapper {
  shown = mount(LanguageSwitch, { props: { press: "press" }, attachTo: document.body });
  return shown;
}

const inSheet = () => [...document.querySelectorAll<HTMLElement>(".language-sheet li button")];

afterEach(() => {
  shown?.unmount();
  furtherLanguages.value = [];
  language.value = "zh";
});

describe("the language switch", () => {
  it("is one press between Chinese and English", async () => {
    const page = show();
    expect(page.get("button").text()).toBe("English");
    expect(page.get("button").attributes("lang")).toBe("en");

    await page.get("button").trigger("click");
    expect(language.value).toBe("en");
    expect(page.get("button").text()).toBe("中文");
  });

  it("offers every further language by its own name", async () => {
    furtherLanguages.value = [{ tag: "ug", name: "ئۇيغۇرچە", direction: "rtl" }];
    const page = show();
    expect(page.get("button").text()).toBe("English · ئۇيغۇرچە");

    await page.get("button").trigger("click");
    await vi.waitFor(() => expect(inSheet()).toHaveLength(3));
    expect(inSheet().map((one) => one.textContent.trim())).toEqual(["中文", "English", "ئۇيغۇرچە"]);
    expect(inSheet().map((one) => [one.lang, one.dir])).toEqual([["zh-CN", "ltr"], ["en", "ltr"], ["ug", "rtl"]]);

    inSheet()[1]?.click();
    await vi.waitFor(() => expect(language.value).toBe("en"));
    await vi.waitFor(() => expect(document.querySelector(".language-sheet")).toBeNull());
  });

  it("says when a language cannot be had, and leaves the page as it was", async () => {
    vi.stubGlobal("fetch", async () => new Response('{"code": "unknown-language", "status": 404}', { status: 404 }));
    furtherLanguages.value = [{ tag: "ko", name: "한국어", direction: "ltr" }];
    await show().get("button").trigger("click");
    await vi.waitFor(() => expect(inSheet()).toHaveLength(3));

    inSheet()[2]?.click();

    await vi.waitFor(() => expect(document.querySelector("[role=alert]")?.textContent).toContain("语言未切换"));
    expect(language.value).toBe("zh");
  });

  it("closes by itself for the next person", async () => {
    vi.useFakeTimers();
    furtherLanguages.value = [{ tag: "ko", name: "한국어", direction: "ltr" }];
    await show().get("button").trigger("click");
    await vi.advanceTimersByTimeAsync(31_000);

    expect(document.querySelector(".language-sheet")).toBeNull();
    vi.useRealTimers();
  });
});
