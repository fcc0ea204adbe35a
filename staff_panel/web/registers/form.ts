/** What is typed into a form that is made from a set of fields, and what it comes to. */

import { Problem } from "@queue/client";

import { instantOf } from "./local.ts";
import type { Field } from "./shape.ts";

/** As the fields of the page hold it: a time on the hall's clock, a count as it is written. */
export type Draft = Readonly<Record<string, string | boolean>>;

/** What is wrong with a field: nothing in it, not a number up to `most`, or what the server says. */
export type Wrong = "missing" | "count" | { said: string };
export type Wrongs = Readonly<Record<string, Wrong>>;

export function blank(fields: readonly Field[]): Draft {
  return Object.fromEntries(fields.map((field) => [field.name, field.kind === "yes-no" ? false : ""]));
}

const textOf = (draft: Draft, field: Field): string => String(draft[field.name] ?? "").trim();

/** The fields that are wrong as far as a page can know. */
export function wrongs(fields: readonly Field[], draft: Draft): Wrongs {
  const found: Record<string, Wrong> = {};
  for (const field of fields) {
    if (field.kind === "yes-no") continue;
    const text = textOf(draft, field);
    if (!text) {
      if (field.required) found[field.name] = "missing";
    } else if (field.kind === "count" && !isCount(text, field.most)) found[field.name] = "count";
  }
  return found;
}

function isCount(text: string, most: number | null): boolean {
  return /^\d{1,15}$/.test(text) && (most === null || Number(text) <= most);
}

/** The body to send; what was left empty is left out. */
export function bodyOf(fields: readonly Field[], draft: Draft, timezone: string): Record<string, unknown> {
  const filled = fields.filter((field) => field.kind === "yes-no" || textOf(draft, field));
  return Object.fromEntries(filled.map((field) => [field.name, valueOf(field, draft, timezone)]));
}

function valueOf(field: Field, draft: Draft, timezone: string): unknown {
  const text = textOf(draft, field);
  if (field.kind === "yes-no") return draft[field.name] === true;
  if (field.kind === "count") return Number(text);
  return field.kind === "time" ? instantOf(text, timezone) : text;
}

/** What the server found wrong, by field: `problems` of a request that is not as it should be, or the one that it needs. */
export function refused(problem: unknown, fields: readonly Field[]): Wrongs {
  if (!(problem instanceof Problem)) return {};
  const { problems, field: needed } = problem.data;
  const names = new Set(fields.map((field) => field.name));
  const found: Record<string, Wrong> = {};
  for (const one of Array.isArray(problems) ? (problems as { path?: unknown; problem?: unknown }[]) : []) {
    const [name = ""] = String(one.path ?? "").split(".");
    if (names.has(name)) found[name] ??= { said: String(one.problem ?? "") };
  }
  if (typeof needed === "string" && names.has(needed)) found[needed] = "missing";
  return found;
}
