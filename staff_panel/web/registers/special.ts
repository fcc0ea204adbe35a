/** What is special about one register stands in the folder of its name: its words, and a list page of its own if any. */

import type { Component } from "vue";

import type { Where } from "./cells.ts";
import type { Line } from "./shape.ts";

/** `words.ts` of a register. */
export interface Special {
  /** A journal line in words, by its kind: what was done. */
  lines?: Readonly<Record<string, (line: Line, where: Where) => string>>;
  /** Hours from now that a field for a time offers. */
  hours?: Readonly<Record<string, readonly number[]>>;
}

const words = import.meta.glob<Special>("./*/words.ts", { eager: true });
const pages = import.meta.glob<Component>("./*/Page.vue", { eager: true, import: "default" });

export const specialOf = (register: string): Special => words[`./${register}/words.ts`] ?? {};
export const pageOf = (register: string): Component | undefined => pages[`./${register}/Page.vue`];

/** What a line tells; its kind when there are no words for it. */
export function told(register: string, line: Line, where: Where): string {
  return specialOf(register).lines?.[line.kind]?.(line, where) ?? line.kind;
}
