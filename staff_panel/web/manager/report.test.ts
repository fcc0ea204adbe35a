import { language } from "@queue/client";
import { afterEach, describe, expect, it } from "vitest";

import { columnsOf, isNumber, show, type Report, type Table } from "./report.ts";

const text = (zh: string, en = zh) => ({ zh, en });
const table: Table = {
  key: "cases",
  title: text("逐件"),
  columns: [
    { key: "date", name: text("服务日"), kind: "date" },
    { key: "label", name: text("号"), kind: "label" },
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

  it.each([
    [462, "duration", "0:07:42"],
    [4500, "duration", "1:15:00"],
    [-30, "duration", "-0:00:30"],
    [0.934, "share", "93%"],
    [4.25, "mean", "4.3"],
    [12, "count", "12"],
    [null, "count", ""],
    [true, "yes", "是"],
    ["A012", "label", "A012"],
  ])("shows %j of kind %s as %j", (value, kind, words) => {
    expect(show(value, kind, report())).toBe(words);
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

  it("sets figures to the right", () => {
    expect(["count", "duration", "share", "mean", "time", "text"].map(isNumber)).toEqual([
      true, true, true, true, false, false,
    ]); // prettier-ignore
  });
});
