import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Router } from "vue-router";

import { words } from "../../registers/cells.ts";
import type { Entry } from "../../registers/shape.ts";
import { entry, register, routerAt } from "../../testing/registers.ts";
import DataTable, { type Head } from "./DataTable.vue";

const where = { timezone: "Asia/Shanghai", now: Date.parse("2026-11-25T10:24:00+08:00") };
const columns = register().columns.map((column) => ({ ...column, title: column.title.zh }));

let table: VueWrapper;
let router: Router;

async function shown(more: Record<string, unknown> = {}): Promise<void> {
  router = await routerAt("/h/registers/letters");
  table = mount(DataTable as never, {
    props: {
      label: "来信",
      columns,
      rows: ["1", "2", "3"].map((id) => entry(id)),
      keyOf: (row: Entry) => row.id,
      cell: (row: Entry, column: Head) => words(row[column.name], column.kind, where),
      to: (row: Entry) => ({ name: "entry", params: { hall: "h", register: "letters", entry: row.id } }),
      sort: "",
      ...more,
    } as never,
    slots: { acts: `<template #acts="{ tabindex }"><button :tabindex="tabindex">归档</button></template>` },
    global: { plugins: [router] },
    attachTo: document.body,
  });
  await flushPromises();
}

const at = (): string => router.currentRoute.value.path;
const focused = (): string => document.activeElement?.textContent?.trim() ?? "";
const press = (key: string): void => {
  document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
};

describe("the table of all lists", () => {
  afterEach(() => {
    table.unmount();
    vi.restoreAllMocks();
  });

  it("shows each value under the name of its column", async () => {
    await shown();

    expect(table.findAll("thead th").map((head) => head.text().replace(/\s*[↑↓↕]/, ""))).toEqual([
      "编号", "事由", "收到", "页数", "操作",
    ]); // prettier-ignore
    expect(table.findAll("tbody tr")[0]?.findAll("th, td").map((one) => one.text())).toEqual([
      "L-1", "等候时间", "09:30", "2", "归档",
    ]); // prettier-ignore
  });

  it("is sorted by its heads: figures and times from the largest, words from the first, and back", async () => {
    await shown();
    const head = (name: string) => table.findAll("thead button").find((one) => one.text().startsWith(name));

    await head("收到")?.trigger("click");
    await head("事由")?.trigger("click");
    await table.setProps({ sort: "about" });
    await head("事由")?.trigger("click");

    expect(table.emitted("sort")).toEqual([["-came_at"], ["about"], ["-about"]]);
    expect(table.findAll("thead th").map((one) => one.attributes("aria-sort"))).toEqual([
      undefined, "ascending", undefined, undefined, undefined,
    ]); // prettier-ignore
  });

  it("is one stop on the way of Tab; arrows, Home and End walk its rows", async () => {
    await shown();
    const stops = () => table.findAll("tbody [tabindex='0']").map((one) => one.text());
    expect(stops()).toEqual(["L-1", "归档"]);

    table.get<HTMLElement>("tbody a").element.focus();
    for (const [key, row] of [["ArrowDown", "L-2"], ["End", "L-3"], ["ArrowDown", "L-3"], ["Home", "L-1"]] as const) {
      press(key);
      await flushPromises();
      expect(focused()).toBe(row);
    }
  });

  it("opens a row by its link, or a press anywhere else on it but on a button", async () => {
    await shown();

    await table.findAll("tbody td")[1]?.trigger("click");
    await flushPromises();
    expect(at()).toBe("/h/registers/letters/1");

    await table.findAll("tbody button")[1]?.trigger("click");
    await flushPromises();
    expect(at()).toBe("/h/registers/letters/1");

    await table.findAll("tbody a")[2]?.trigger("click");
    await flushPromises();
    expect(at()).toBe("/h/registers/letters/3");
  });

  it("goes on from the row that was opened last", async () => {
    await shown({ opened: "2" });

    expect(focused()).toBe("L-2");
  });

  it("becomes cards where there is no room for its columns, each value with its name, sorted by a choice", async () => {
    vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(390);
    await shown();

    expect(table.classes()).toContain("data-table--folded");
    expect(table.findAll("tbody tr")[0]?.text()).toContain("收到");
    await table.get("select").setValue("-pages");
    expect(table.emitted("sort")).toEqual([["-pages"]]);
  });

  it("stays a table where there is room", async () => {
    vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
    await shown();

    expect(table.classes()).not.toContain("data-table--folded");
  });
});
