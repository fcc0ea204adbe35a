/** Words on a page: Chinese first, English beside it, further languages from a file of the hall's; the choice
 * remembered on the device. */

import { ref, shallowRef, watch, watchEffect, type Ref, type ShallowRef } from "vue";

import type { Text, Translation } from "./contract.ts";
import { plural } from "./plurals.ts";

/** zh, en, or the tag of a further language, whose `translation` is there. */
export type Language = string;
export type Params = Record<string, string | number>;

/** A text of the plan, or words of ours, which come with those in the page's further language. */
export interface Said extends Text {
  further?: string | undefined;
}

const KEPT_AS = "queue.language";

/** One choice for the whole page; assigning it changes every word on it. */
export const language: Ref<Language> = ref(remembered());
/** The words of the further language; what they lack is said in English, and what that lacks in Chinese. */
export const translation: ShallowRef<Translation | null> = shallowRef(null);

watchEffect(() => {
  document.documentElement.lang = language.value === "zh" ? "zh-CN" : language.value;
  document.documentElement.dir = translated(language.value)?.direction ?? "ltr";
});

watch(language, (chosen) => {
  try {
    localStorage.setItem(KEPT_AS, chosen);
  } catch {
    // A browser that keeps nothing still shows the language chosen now.
  }
});

/** What was chosen on this device before: null where nothing was. */
export function kept(): Language | null {
  try {
    return localStorage.getItem(KEPT_AS);
  } catch {
    return null;
  }
}

/** Whether the page is on somebody's own phone, and begins in its language; on the hall's devices Chinese comes first. */
export function browserLeads(): boolean {
  return document.documentElement.dataset.language === "browser";
}

/** A further language is not there yet; until it is, the page says what it has. */
function remembered(): Language {
  const before = kept();
  if (before === "zh" || before === "en") return before;
  return browserLeads() && !navigator.language.toLowerCase().startsWith("zh") ? "en" : "zh";
}

function translated(as: Language): Translation | null {
  return translation.value?.tag === as ? translation.value : null;
}

export interface Words<K extends string> {
  /** The words of a key in the page's language, or in another one. */
  t(key: K, params?: Params, as?: Language): string;
  /** The words of a key in both languages, for screens that show them together. */
  text(key: K, params?: Params | ((as: Language) => Params)): Said;
  /** A text of the plan in the page's language. */
  say(text: Said): string;
  /** A text of the plan in both: "户政 Household". */
  both(text: Text): string;
  language: Ref<Language>;
}

/** `part`: where a hall's file has these words in a further language; pages without one are never in any. */
export function makeWords<K extends string>(
  words: { zh: Record<K, string>; en: Record<K, string> },
  part?: string,
): Words<K> {
  function t(key: K, params?: Params, as: Language = language.value): string {
    const further = part && translated(as)?.words[part]?.[key];
    if (further) return fill(further, params, as);
    const english = as !== "zh" && words.en[key];
    return english ? fill(english, params, "en") : fill(words.zh[key], params, "zh");
  }

  return {
    t,
    text: (key, params) => inEach((as) => t(key, typeof params === "function" ? params(as) : params, as)),
    say,
    both: (text) => (text.en && text.en !== text.zh ? `${text.zh} ${text.en}` : text.zh),
    language,
  };
}

/** A text made of parts that are themselves in a language: dates, ranges, words. */
export function inEach(words: (as: Language) => string): Said {
  const further = translated(language.value);
  return { zh: words("zh"), en: words("en"), ...(further && { further: words(further.tag) }) };
}

function say(text: Said): string {
  if (language.value === "zh") return text.zh;
  const further = text.further ?? translated(language.value)?.texts[text.zh];
  return further || text.en || text.zh;
}

/** A parameter, or its plural forms, which may have parameters in them. */
const PARAMETER = /\{(\w+)((?:\|(?:[^|{}]|\{\w+\})*)*)\}/g;

/** "{n} {n|person|people}": a parameter, and the words that go with it in the language that these words are in. */
function fill(words: string, params: Params | undefined, language: Language): string {
  return words.replace(PARAMETER, (whole, name: string, listed: string) => {
    const value = params?.[name];
    if (value === undefined) return whole;
    return listed ? fill(plural(listed, Number(value), language), params, language) : String(value);
  });
}
