import { describe, expect, it } from "vitest";

import { fit } from "./fit.ts";

describe("a text in its room", () => {
  it("has its full size when short", () => {
    expect(fit("3号窗口", 40, 8)).toBe("8.00rem");
  });

  it("shrinks when long, so that all of it is seen", () => {
    expect(fit("十二号综合受理窗口", 18, 8)).toBe("2.00rem");
  });

  it("needs less for Latin letters than for Chinese characters", () => {
    expect(Number.parseFloat(fit("Counter", 10, 99))).toBeGreaterThan(Number.parseFloat(fit("窗口窗口窗口窗", 10, 99)));
  });

  it("has a size even when there is no text", () => {
    expect(fit("", 10, 4)).toBe("4.00rem");
  });
});
