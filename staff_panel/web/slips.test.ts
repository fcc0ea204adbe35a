import { language } from "@queue/client";
import { afterEach, describe, expect, it } from "vitest";

import { slipWords } from "./slips.ts";

const CODES = [
  "printer-unreachable", "printer-timeout", "printer-dropped", "paper-out", "cover-open", "printer-fault", "too-late",
  "interrupted", "superseded", "font-missing", "job-unreadable", "agent-fault", "no-answer",
]; // prettier-ignore

describe("why a slip did not come out", () => {
  afterEach(() => (language.value = "zh"));

  it.each(CODES)("has words for %s in both languages", (code) => {
    expect(slipWords(code)).toMatch(/^\p{Script=Han}[\p{Script=Han}，]+$/u);
    language.value = "en";
    expect(slipWords(code)).toMatch(/^[A-Za-z ]+$/);
  });

  it("is the code itself when that is new", () => {
    expect(slipWords("paper-on-fire")).toBe("paper-on-fire");
  });
});
