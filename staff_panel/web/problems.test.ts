import { language } from "@queue/client";
import { CODES, problemOf, unfit } from "@queue/client/testing";
import { afterEach, describe, expect, it } from "vitest";

import { problemWords } from "./problems.ts";

const words = (code: string, data: Record<string, unknown> = {}) =>
  problemWords(problemOf(code, data), "Asia/Shanghai");

const DATA = {
  label: "A012", current: "A013", counter: "3", state: "waiting", most: 3, recalls_left: 2, retry_after_s: 60,
  labels: ["A101", "B044"], codes: ["123456"], on: "2026-11-28", next: "2026-11-30",
  again_at: "2026-11-25T02:24:20Z", more_at: "2026-11-25T06:00:00Z", next_opens_at: "2026-11-26T01:00:00Z",
  from_at: "2026-11-25T01:00:00Z", to_at: "2026-11-25T02:24:20Z", next_at: "2026-11-25T03:30:00Z",
}; // prettier-ignore

describe("a refusal in words", () => {
  afterEach(() => (language.value = "zh"));

  it.each([...CODES, "offline"])("says %s in both languages", (code) => {
    const zh = words(code, DATA);
    language.value = "en";

    expect(unfit({ zh, en: words(code, DATA) })).toEqual([]);
  });

  it("says what to do about an occupied counter", () => {
    expect(words("counter-occupied", { label: "A012" })).toBe("A012 还没有办完，请先办结、挂起、转移或过号。");
  });

  it("says which number the counter has by now, or that it has none", () => {
    expect(words("stale-press", { label: "A012", current: "A013" })).toContain("现在是 A013");
    expect(words("stale-press", { label: "A012", current: null })).toBe("A012 已经不在本窗口，刚才的操作没有执行。");
  });

  it("says what is due before somebody counts as missed", () => {
    const again_at = "2026-11-25T02:24:20Z";
    expect(words("no-show-too-soon", { recalls_left: 2, again_at })).toBe("还要再呼叫 2 次，才能按过号。");
    expect(words("no-show-too-soon", { recalls_left: 0, again_at })).toBe("对方可能正走过来，10:24:20 之后可按过号。");
  });

  it("tells the time of the hall", () => {
    expect(words("recall-too-soon", { again_at: "2026-11-25T02:24:20Z" })).toContain("10:24:20");
  });

  it("names the numbers that came while the day was being closed", () => {
    expect(words("tickets-remain", { labels: ["A101", "B044"] })).toContain("还有 2 个号没有说明去向：A101 B044");
  });

  it("has the server's words where these say as much, in the language of the page", () => {
    expect(words("counter-paused")).toBe("窗口正在暂停，请先恢复服务");
    language.value = "en";
    expect(words("counter-paused")).toBe("The counter is paused; resume first");
  });

  it("knows what to say when no server is to blame", () => {
    expect(problemWords(new TypeError("boom"))).toBe("出现意外错误，请再试一次；若一直这样，请告知管理员。");
  });

  it("names the next open day when the hall is closed on the one that was chosen", () => {
    const problem = problemOf("date-closed", { label: "A001", on: "2026-11-28", next: "2026-11-30" });

    expect(problemWords(problem)).toBe("A001：大厅 11月28日星期六 不开放，最近的开放日是 11月30日星期一。");
  });
});
