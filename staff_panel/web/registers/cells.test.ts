import { language } from "@queue/client";
import { afterEach, describe, expect, it } from "vitest";

import { words, type Where } from "./cells.ts";
import type { Kind, Value } from "./shape.ts";

const where: Where = { timezone: "Asia/Shanghai", now: Date.parse("2026-11-25T10:24:00+08:00") };

describe("a value as people read it", () => {
  afterEach(() => (language.value = "zh"));

  it.each<[Kind, Value, string]>([
    ["time", "2026-11-25T01:30:00Z", "09:30"],
    ["time", "2026-11-24T16:30:00Z", "00:30"], // today there, yesterday in UTC
    ["time", "2026-11-24T01:30:00Z", "11月24日 09:30"],
    ["time", "2025-11-25T01:30:00Z", "2025年11月25日 09:30"],
    ["date", "2026-12-05", "12月5日"],
    ["duration", 3 * 3600 + 5 * 60, "3 小时 5 分"],
    ["count", 0, "0"],
    ["person", "周敏", "周敏"],
    ["text", null, ""],
    ["time", null, ""],
  ])("%s %s: %s", (kind, value, expected) => {
    expect(words(value, kind, where)).toBe(expected);
  });

  it("is in the page's language", () => {
    language.value = "en";

    expect(words("2026-11-24T01:30:00Z", "time", where)).toBe("24 Nov 09:30");
  });
});
