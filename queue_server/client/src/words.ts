/** Words on a page: Chinese first, English beside it, the choice remembered on the device. */

import { ref, watch, watchEffect, type Ref } from "vue";

import type { Text } from "./contract.ts";

export type Language = "zh" | "en";
export type Params = Record<string, string | number>;

const KEPT_AS = "queue.language";

/** One choice for the whole page; assigning it changes every word on it. */
export const language: Ref<Language> = ref(remembered());

watchEffect(() => {
  document.documentElement.lang = language.value === "zh" ? "zh-CN" : "en";
});

watch(language, (chosen) => {
  try {
    localStorage.setItem(KEPT_AS, chosen);
  } catch {
    // A browser that keeps nothing still shows the language chosen now.
  }
});

function remembered(): Language {
  try {
    const kept = localStorage.getItem(KEPT_AS);
    if (kept) return kept === "en" ? "en" : "zh";
  } catch {
    // as if nothing had been chosen
  }
  return document.documentElement.dataset.language === "browser" ? browsers() : "zh";
}

/** A page on somebody's own phone begins in its language; on the hall's devices Chinese comes first. */
function browsers(): Language {
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export interface Words<K extends string> {
  /** The words of a key in the page's language. */
  t(key: K, params?: Params): string;
  /** The words of a key in both languages, for screens that show them together. */
  text(key: K, params?: Params): Text;
  /** A text of the plan in the page's language. */
  say(text: Text): string;
  /** A text of the plan in both: "户政 Household". */
  both(text: Text): string;
  language: Ref<Language>;
}

export function makeWords<K extends string>(words: { zh: Record<K, string>; en: Record<K, string> }): Words<K> {
  return {
    t: (key, params) => fill(words[language.value][key], params),
    text: (key, params) => ({ zh: fill(words.zh[key], params), en: fill(words.en[key], params) }),
    say: (text) => text[language.value] || text.zh,
    both: (text) => (text.en && text.en !== text.zh ? `${text.zh} ${text.en}` : text.zh),
    language,
  };
}

/** "{n} {n|person|people}": a parameter, and the word that goes with one or with more of it. */
function fill(words: string, params: Params = {}): string {
  return words.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, more?: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (one === undefined || more === undefined) return String(value);
    return Number(value) === 1 ? one : more;
  });
}
