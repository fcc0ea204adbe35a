import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { troubleAt, troubleOf } from "../../printer.ts";
import PrinterNotice from "./PrinterNotice.vue";

const said = (printer: string, state: Parameters<typeof troubleAt>[0][number]["state"]) => ({
  printer,
  state,
  since: "2026-11-25T02:00:00Z",
});

it("says what is wrong with the printer, and that numbers are given all the same", () => {
  const notice = mount(PrinterNotice, { props: { trouble: "paperOut" } });

  expect(notice.text()).toContain("打印机没有纸了");
  expect(notice.text()).toContain("照样可以取号");
  expect(notice.attributes("role")).toBe("status");
});

it("is about this kiosk's own printer, and about what keeps it from printing", () => {
  const printers = [said("here", "paper-low"), said("there", "paper-out")];

  expect(troubleAt(printers, "here")).toBeNull();
  expect(troubleAt(printers, "there")).toBe("paperOut");
  expect(troubleAt(printers, null)).toBeNull();
  expect(troubleAt([said("here", "unknown")], "here")).toBeNull();
});

it("leaves to the staff what only they understand", () => {
  expect(troubleOf("font-missing")).toBeNull();
  expect(troubleOf("printer-timeout")).toBe("noAnswer");
  expect(troubleOf(null)).toBeNull();
});
