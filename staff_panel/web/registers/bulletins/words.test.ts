import { describe, expect, it } from "vitest";

import { line } from "../../testing/registers.ts";
import { told } from "../special.ts";

const where = { timezone: "Asia/Shanghai", now: Date.parse("2026-11-25T10:24:00+08:00") };

describe("a bulletin's history", () => {
  it.each([
    ["bulletin.posted", { until: null }, "发布，直到撤下"],
    ["bulletin.posted", { until: Date.parse("2026-11-25T12:00:00+08:00") * 1000 }, "发布，显示到 12:00"],
    ["bulletin.taken_down", {}, "撤下"],
    ["bulletin.expired", {}, "到时自动撤下"],
    ["bulletin.framed", {}, "bulletin.framed"], // of a newer server
  ])("%s %o", (kind, data, words) => {
    expect(told("bulletins", line(kind, { data }), where)).toBe(words);
  });
});
