/** A report as the server tells it, and how one of its values reads. The page shows any report, knowing none. */

import { clock, day, percent, rounded, type Text } from "@queue/client";

import { dateIn } from "./closing.ts";
import { say, t } from "./words.ts";

export type Value = string | number | boolean | Text | null;

export interface Column {
  key: string;
  name: Text;
  kind: string;
  numeric: boolean; // figures stand to the right
}

export interface Table {
  key: string;
  title: Text;
  columns: Column[];
  rows: Record<string, Value>[];
}

export interface Report {
  name: string;
  title: Text;
  hall: Text;
  timezone: string;
  from: string;
  to: string;
  made_at: string | null;
  summary: (Omit<Column, "numeric"> & { value: Value })[];
  tables: Table[];
}

/** The columns worth showing: the business day is in the heading when there is only one. */
export function columnsOf(table: Table, report: Report): Column[] {
  return table.columns.filter((column) => column.key !== "date" || report.from !== report.to);
}

export function show(value: Value | undefined, kind: string, report: Report): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "object") return say(value);
  if (typeof value === "number") return figure(value, kind);
  if (kind === "time") return time(value, report);
  return kind === "date" ? day(value, report.timezone) : value;
}

function figure(value: number, kind: string): string {
  if (kind === "duration") return hours(value);
  if (kind === "share") return percent(value);
  return kind === "mean" ? rounded(value, 1) : String(value);
}

/** 0:07:42, as in the files; -0:00:30 of what was told too short. */
function hours(seconds: number): string {
  if (seconds < 0) return `-${hours(-seconds)}`;
  const [minutes, rest] = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0"));
  return `${Math.floor(seconds / 3600)}:${minutes}:${rest}`;
}

/** The time alone when it lies on the report's only day. */
function time(at: string, { from, to, timezone }: Report): string {
  const date = dateIn(timezone, Date.parse(at));
  const only = from === to && date === from;
  return `${only ? "" : `${date.slice(5)} `}${clock(at, timezone, { seconds: true })}`;
}
