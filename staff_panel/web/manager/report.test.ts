import { language } from "@queue/client";
import { afterEach, describe, expect, it } from "vitest";

import cases from "../../../tests/cases/report_values.json";
import { columnsOf, show, type Report, type Table } from "./report.ts";

const text = (zh: string, en = zh) => ({ zh, en });
const table: Table = {
  key: "cases",
  title: text("逐件"),
  columns: [
    { key: "date", name: text("服务日"), kind: "date", numeric: false },
    { key: "label", name: text("号"), kind: "label", numeric: false },
  ],
  rows: [],
};
const report = (to = "2026-11-25"): Report => ({
  name: "after-hours",
  title: text("延时服务报表"),
  hall: text("测试大厅"),
  timezone: "Asia/Shanghai",
  from: "2026-11-25",
  to,
  made_at: null,
  summary: [],
  tables: [table],
});

describe("a report's values", () => {
  afterEach(() => (language.value = "zh"));

  it.each(cases)("shows $value of kind $kind as $zh, $en in English, as files do", ({ value, kind, zh, en }) => {
    expect(show(value, kind, report())).toBe(zh);
    language.value = "en";
    expect(show(value, kind, report())).toBe(en);
  });

  it("shows a text in the page's language", () => {
    expect(show(text("户政", "Household"), "text", report())).toBe("户政");
    language.value = "en";
    expect(show(text("户政", "Household"), "text", report())).toBe("Household");
  });

  it("shows the hall's time, and the date beside it where that is not clear", () => {
    expect(show("2026-11-25T09:41:05Z", "time", report())).toBe("17:41:05");
    expect(show("2026-11-25T16:05:00Z", "time", report())).toBe("11-26 00:05:00");
    expect(show("2026-11-25T09:41:05Z", "time", report("2026-11-27"))).toBe("11-25 17:41:05");
  });

  it("leaves the business day out of the table when there is only one", () => {
    expect(columnsOf(table, report()).map((column) => column.key)).toEqual(["label"]);
    expect(columnsOf(table, report("2026-11-27")).map((column) => column.key)).toEqual(["date", "label"]);
  });
});
