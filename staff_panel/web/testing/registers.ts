/** A register of its own kind, for tests: letters that came in, with every kind of column and field. */

import { createMemoryHistory, createRouter, type Router } from "vue-router";

import type { Action, Column, Entry, Field, Line, Register } from "../registers/shape.ts";

const text = (zh: string, en = zh) => ({ zh, en });

export function field(name: string, more: Partial<Field> = {}): Field {
  return {
    name,
    title: text(name),
    kind: "text",
    required: false,
    most: null,
    choices: [],
    hint: null,
    presets: [],
    ...more,
  };
}

const column = (name: string, kind: Column["kind"], zh: string): Column => ({ name, kind, title: text(zh, name) });

export const WRITE: Action = {
  name: "write",
  title: text("登记来信", "Enter a letter"),
  on: null,
  fields: [field("about", { title: text("事由"), required: true, most: 40 }), field("by", { kind: "time" })],
};
export const ANSWER: Action = {
  name: "answer",
  title: text("答复", "Answer"),
  on: ["open"],
  fields: [field("words", { title: text("答复内容"), kind: "long-text", required: true, most: 200 })],
};
export const FILE: Action = { name: "file", title: text("归档", "File"), on: ["open", "answered"], fields: [] };

export function register(more: Partial<Register> = {}): Register {
  return {
    name: "letters",
    title: text("来信", "Letters"),
    columns: [
      column("label", "label", "编号"),
      column("about", "text", "事由"),
      column("came_at", "time", "收到"),
      column("pages", "count", "页数"),
    ],
    states: [
      { name: "open", title: text("待答复"), open: true },
      { name: "answered", title: text("已答复"), open: false },
      { name: "filed", title: text("已归档"), open: false },
    ],
    actions: [WRITE, ANSWER, FILE],
    ...more,
  };
}

export function entry(id: string, more: Partial<Entry> = {}): Entry {
  return {
    id,
    state: "open",
    label: `L-${id}`,
    about: "等候时间",
    came_at: "2026-11-25T01:30:00Z",
    pages: 2,
    ...more,
  } as Entry;
}

export function line(kind: string, more: Partial<Line> = {}): Line {
  return { seq: 7, at: "2026-11-25T01:30:00Z", kind, by: "staff:zhou", by_name: "周敏", data: {}, ...more };
}

/** The addresses of registers, without a workplace around them. */
export async function routerAt(address: string): Promise<Router> {
  const nothing = { template: "<i />" };
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: "/:hall/registers/:register", name: "register", component: nothing },
      { path: "/:hall/registers/:register/:entry", name: "entry", component: nothing },
    ],
  });
  await router.push(address);
  return router;
}
