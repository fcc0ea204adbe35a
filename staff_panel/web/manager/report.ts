/** A report as the server tells it, and how one of its values reads. The page knows no report by name. */

import { clock, day, type Text } from "@queue/client";

import { span } from "../spans.ts";
import { language, t } from "./words.ts";

export type Value = string | number | boolean | null | Text;

export interface Column {
  key: string;
  name: Text;
  kind: string;
}

export interface Report {
  name: string;
  title: Text;
  columns: Column[];
  rows: Record<string, Value>[];
  summary: { key: string; name: Text; value: Value; kind: string }[];
}

const NUMBERS = ["count", "duration", "minutes", "seconds", "number"];

export const isNumber = (kind: string): boolean => NUMBERS.includes(kind);

export function show(value: Value | undefined, kind: string, timezone: string): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") return value[language.value] || value.zh;
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (kind === "duration" && typeof value === "number") return value === 0 ? "0" : span(value);
  if (kind === "time" && typeof value === "string") return clock(value, timezone);
  if (kind === "date" && typeof value === "string") return day(value, timezone);
  return String(value);
}
