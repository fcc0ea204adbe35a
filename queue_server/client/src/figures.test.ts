import { describe, expect, it } from "vitest";

import cases from "../../../tests/cases/figures.json";
import { percent, rounded } from "./figures.ts";

describe("a figure", () => {
  it.each(cases.rounded)("%d with %d digits is %s", (value, digits, words) => {
    expect(rounded(Number(value), Number(digits))).toBe(words);
  });

  it.each(cases.percent)("as a share, %d is %s", (share, words) => {
    expect(percent(Number(share))).toBe(words);
  });
});
