/** The further languages that a hall has added: which there are, and the one that the page is in. */

import { shallowRef, type ShallowRef } from "vue";

import { createApi } from "./api.ts";
import type { LanguageInfo, Languages, Translation } from "./contract.ts";
import { browserLeads, kept, language, translation, type Language } from "./words.ts";

export const BUILT_IN: readonly LanguageInfo[] = [
  { tag: "zh", name: "中文", direction: "ltr" },
  { tag: "en", name: "English", direction: "ltr" },
];

/** Those that can be chosen besides Chinese and English. */
export const furtherLanguages: ShallowRef<readonly LanguageInfo[]> = shallowRef([]);

const api = createApi();
const read = new Map<Language, Translation>(); // an answer is needed once; without the server the last one serves

/** Asks which there are, and begins in the one that was chosen before, or that the phone speaks. `ahead`: reads them
 * all now, so that a choice changes the words at once. */
export async function offerLanguages({ ahead = false } = {}): Promise<void> {
  const before = language.value;
  try {
    furtherLanguages.value = (await api.get<Languages>("/languages", { fresh: false })).languages;
  } catch {
    return; // Chinese and English are here
  }
  const wanted = kept() ?? (browserLeads() ? navigator.language : "");
  const first = furtherLanguages.value.find(({ tag }) => isIn(wanted, tag));
  if (first && language.value === before) await chooseLanguage(first.tag);
  if (ahead) await Promise.all(furtherLanguages.value.map(({ tag }) => translationOf(tag)));
}

/** Whether it could: a language whose words cannot be had changes nothing. */
export async function chooseLanguage(tag: Language): Promise<boolean> {
  if (!BUILT_IN.some((one) => one.tag === tag)) {
    const words = read.get(tag) ?? (await translationOf(tag));
    if (!words) return false;
    translation.value = words;
  }
  language.value = tag;
  return true;
}

async function translationOf(tag: Language): Promise<Translation | null> {
  try {
    read.set(tag, await api.get<Translation>(`/languages/${encodeURIComponent(tag)}`, { fresh: false }));
  } catch {
    // the one read before, if any
  }
  return read.get(tag) ?? null;
}

/** Whether who wants ko-KR can be given ko, and who wants zh-TW zh-Hant. */
function isIn(wanted: string, tag: Language): boolean {
  return [wanted, likely(wanted)].some((one) => `${one}-`.toLowerCase().startsWith(`${tag}-`.toLowerCase()));
}

function likely(wanted: string): string {
  try {
    return new Intl.Locale(wanted).maximize().toString();
  } catch {
    return wanted;
  }
}
