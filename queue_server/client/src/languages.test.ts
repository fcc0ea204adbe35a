import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { LanguageInfo } from "./contract.ts";
import { language, translation } from "./words.ts";

const KO: LanguageInfo = { tag: "ko", name: "한국어", direction: "ltr" };
const HANT: LanguageInfo = { tag: "zh-Hant", name: "繁體中文", direction: "ltr" };

type Answers = Record<string, unknown>;

function serverWith(languages: LanguageInfo[], away: string[] = []): string[] {
  const asked: string[] = [];
  const answers: Answers = { "/api/v1/languages": { languages } };
  for (const one of languages) answers[`/api/v1/languages/${one.tag}`] = { ...one, words: {}, texts: {} };
  vi.stubGlobal("fetch", async (address: string) => {
    asked.push(address);
    const found = away.includes(address) ? undefined : answers[address];
    const body = found ?? { code: "unknown-language", status: 404 };
    return new Response(JSON.stringify(body), { status: found ? 200 : 404 });
  });
  return asked;
}

function phoneSpeaks(tag: string): void {
  document.documentElement.dataset.language = "browser";
  vi.spyOn(navigator, "language", "get").mockReturnValue(tag);
}

/** The module anew, with what it has read forgotten. */
async function languages(): Promise<typeof import("./languages.ts")> {
  vi.resetModules();
  vi.doMock("./words.ts", async () => wordsHere);
  return import("./languages.ts");
}

const wordsHere = await import("./words.ts");

beforeEach(() => {
  localStorage.clear();
});

afterEach(() => {
  language.value = "zh";
  translation.value = null;
  delete document.documentElement.dataset.language;
});

describe("the further languages", () => {
  it("are offered, and none is begun in on the hall's own devices", async () => {
    const asked = serverWith([KO]);
    const { furtherLanguages, offerLanguages } = await languages();

    await offerLanguages();

    expect(furtherLanguages.value).toEqual([KO]);
    expect(language.value).toBe("zh");
    expect(asked).toEqual(["/api/v1/languages"]);
  });

  it.each([
    ["ko-KR", "ko"],
    ["zh-TW", "zh-Hant"],
    ["zh-CN", "zh"],
    ["de-DE", "zh"], // as the page began
  ])("on a phone that speaks %s begin in %s", async (speaks, begins) => {
    serverWith([KO, HANT]);
    phoneSpeaks(speaks);
    const { offerLanguages } = await languages();

    await offerLanguages();

    expect(language.value).toBe(begins);
  });

  it("begin in the one that was chosen before", async () => {
    serverWith([KO]);
    localStorage.setItem("queue.language", "ko");
    const { offerLanguages } = await languages();

    await offerLanguages();

    expect(language.value).toBe("ko");
    expect(translation.value?.tag).toBe("ko");
  });

  it("are there before they are chosen where they are read ahead", async () => {
    const asked = serverWith([KO]);
    const { chooseLanguage, offerLanguages } = await languages();
    await offerLanguages({ ahead: true });
    asked.length = 0;

    expect(await chooseLanguage("ko")).toBe(true);
    expect(asked).toEqual([]);
  });

  it("change nothing when their words cannot be had", async () => {
    serverWith([KO], ["/api/v1/languages/ko"]);
    const { chooseLanguage } = await languages();

    expect(await chooseLanguage("ko")).toBe(false);
    expect(language.value).toBe("zh");
    expect(await chooseLanguage("en")).toBe(true);
  });
});
