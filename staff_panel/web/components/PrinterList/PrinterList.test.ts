import type { PrinterStatus } from "@queue/client";
import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import PrinterList from "./PrinterList.vue";

const said = (printer: string, state: PrinterStatus["state"]): PrinterStatus => ({
  printer,
  state,
  since: "2026-11-25T02:05:00Z",
});
const PRINTERS = [said("hall", "paper-low"), said("desk", "well"), said("back", "unknown")];
const shown = (printers: PrinterStatus[], all = false) =>
  mount(PrinterList, { props: { printers, timezone: "Asia/Shanghai", all } });

it("names the printers that want something, what it is, and since when", () => {
  const list = shown(PRINTERS);

  expect(list.findAll("li").map((one) => one.text())).toEqual(["hall纸快用完了10:05 起"]);
});

it("is not there while no printer wants anything", () => {
  expect(shown(PRINTERS.slice(1)).find("section").exists()).toBe(false);
});

it("shows the manager all of them, and never takes silence for order", () => {
  const list = shown(PRINTERS, true);

  expect(list.text()).toContain("desk正常");
  expect(list.text()).toContain("back状态不明");
});
