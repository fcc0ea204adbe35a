/** What the server says of a register (台账) and of its entries; no page knows more of one than this. */

import type { Text } from "@queue/client";

export type Kind = "text" | "label" | "time" | "date" | "count" | "duration" | "state" | "person";
export type Value = string | number | boolean | null;

export interface Column {
  name: string;
  kind: Kind;
  title: Text;
}

/** `open`: somebody still has something to do with an entry in it. */
export interface State {
  name: string;
  title: Text;
  open: boolean;
}

/** `most`: letters, or the greatest count. */
export interface Field {
  name: string;
  title: Text;
  kind: "text" | "long-text" | "time" | "date" | "count" | "yes-no" | "choice";
  required: boolean;
  most: number | null;
  choices: readonly { name: string; title: Text }[];
  hint: Text | null;
  presets: readonly Text[];
}

/** `on`: the states of an entry in which it can be done; null: it makes a new entry. */
export interface Action {
  name: string;
  title: Text;
  on: readonly string[] | null;
  fields: readonly Field[];
}

export interface Register {
  name: string;
  title: Text;
  columns: readonly Column[];
  states: readonly State[];
  /** Only what the caller may do. */
  actions: readonly Action[];
}

/** Beside `id` and `state` a value for each column; times are RFC 3339, durations seconds. */
export type Entry = { id: string; state: string } & Record<string, Value>;

export interface Page {
  items: Entry[];
  next: string | null;
}

/** A line of the journal that tells of an entry. */
export interface Line {
  seq: number;
  at: string;
  kind: string;
  by: string;
  by_name: string;
  data: Record<string, unknown>;
}

export interface History {
  entry: Entry;
  lines: Line[];
}

/** What a pushed view says of a register: `overdue` of the `open` entries should have been dealt with by now. */
export type Counts = Readonly<Record<string, { open: number; overdue: number }>>;
