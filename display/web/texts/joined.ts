/** The texts of two parts as one. No import here: the build joins them as well. */

export interface Texts<K extends string> {
  zh: Record<K, string>;
  en: Record<K, string>;
}

export function joined<A extends string, B extends string>(one: Texts<A>, other: Texts<B>): Texts<A | B> {
  return { zh: { ...one.zh, ...other.zh }, en: { ...one.en, ...other.en } };
}
