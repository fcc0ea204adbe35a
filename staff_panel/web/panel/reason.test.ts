import { language } from "@queue/client";
import { afterEach, describe, expect, it } from "vitest";

import { currentTicket, hallInfo, reason } from "../testing/fixtures.ts";
import { passedWords, reasonSentence } from "./reason.ts";

const elderly = { lane: "elderly", lane_name: { zh: "老年人", en: "Elderly" }, green: true };
const passed = (label: string, minutes: number) => ({
  label,
  lane: "ordinary",
  waited_s: minutes * 60,
  claim_s: minutes * 60,
});

describe("the sentence why a number was called", () => {
  afterEach(() => (language.value = "zh"));

  it("says who waited longest when nobody was passed over", () => {
    expect(reasonSentence(currentTicket("A012"))).toBe("先到先办：等候最久（11 分钟）");
  });

  it("names whom the green channel went before, with both claims", () => {
    const ticket = currentTicket("A017", {
      ...elderly,
      reason: reason({ claim_s: 64 * 60, passed_over: [passed("A012", 41)] }),
    });
    expect(reasonSentence(ticket)).toBe("A017 先于 A012：绿色通道（老年人），优先值 64 比 41");
    language.value = "en";
    expect(reasonSentence(ticket)).toBe("A017 before A012: green channel (Elderly), claim 64 against 41");
  });

  it("says that this counter serves its lanes first, when the claims would not", () => {
    const own = reason({ rule: "own_lane", claim_s: 19 * 60, passed_over: [passed("A012", 41)] });
    expect(reasonSentence(currentTicket("A017", { ...elderly, reason: own }))).toBe(
      "A017 先于 A012：绿色通道（老年人），本窗口先办",
    );
  });

  it("compares with the largest claim of several that were passed over", () => {
    const over = [passed("A012", 41), passed("B003", 44)];
    const ticket = currentTicket("A017", { ...elderly, reason: reason({ claim_s: 64 * 60, passed_over: over }) });
    expect(reasonSentence(ticket)).toBe("A017 先于 A012、B003：绿色通道（老年人），优先值 64 比 44");
  });

  it("shows a decimal where whole minutes would look equal", () => {
    const over = [{ ...passed("A012", 41), claim_s: 41 * 60 + 6 }];
    const ticket = currentTicket("A017", { ...elderly, reason: reason({ claim_s: 41 * 60 + 24, passed_over: over }) });
    expect(reasonSentence(ticket)).toContain("优先值 41.4 比 41.1");
  });

  it("says that an urgent number goes first all day, without a meaningless figure", () => {
    const ticket = currentTicket("A020", {
      lane: "urgent",
      lane_name: { zh: "急事急办", en: "Urgent" },
      reason: reason({ claim_s: 24 * 3600 + 30, passed_over: [passed("A012", 41)] }),
    });
    expect(reasonSentence(ticket)).toBe("A020 先于 A012：急事急办，全天优先");
  });

  it("says when the counter helps another service", () => {
    const ticket = currentTicket("B005", {
      service_name: { zh: "出入境", en: "Exit and entry" },
      reason: reason({ rule: "support", waited_s: 26 * 60 }),
    });
    expect(reasonSentence(ticket)).toBe("支援出入境（等候已超限）· 先到先办：等候最久（26 分钟）");
  });

  it("repeats the clerk's own words for a call out of order, and why a number had been parked", () => {
    const call = (rule: "by_label" | "unparked", stated: string) =>
      reasonSentence(currentTicket("A001", { reason: reason({ rule, stated }) }));
    expect(call("by_label", "行动不便")).toBe("指定呼叫：行动不便");
    expect(call("unparked", "去缴费")).toBe("取回挂起的号（去缴费）");
  });

  it("tells the lane and the wait of each one passed over", () => {
    expect(passedWords(passed("A012", 41), hallInfo().lanes)).toBe("A012 普通，已等 41 分钟");
  });
});
