import { expect, it } from "vitest";

import { since, span } from "./spans.ts";

it.each([
  [0, "不到 1 分钟"],
  [59, "不到 1 分钟"],
  [60, "1 分钟"],
  [3599, "59 分钟"],
  [3900, "1 小时 5 分"],
])("says %d seconds as %s", (seconds, words) => {
  expect(span(seconds)).toBe(words);
});

it("never counts backwards when a clock is a little ahead", () => {
  expect(since("2026-11-25T02:24:05Z", Date.parse("2026-11-25T02:24:00Z"))).toBe("不到 1 分钟");
});
