import { problemOf } from "@queue/client/testing";
import { describe, expect, it } from "vitest";

import { aboutPhone, refusal } from "./refusals.ts";

const told = (code: string, data: Record<string, unknown> = {}): string =>
  refusal(problemOf(code, data));

describe("a booking refused", () => {
  it("has words by which one can act", () => {
    expect(told("slot-full", { next_at: "2026-11-25T03:30:00Z" })).toBe("这个时间刚刚约满。");
    expect(told("slot-full", { next_at: null })).toContain("请另选日期");
    expect(told("unknown-slot")).toContain("请重新选择");
    expect(told("not-bookable")).toContain("请重新选择");
    expect(told("persons-out-of-range", { persons: 9, most: 3 })).toBe("一次最多 3 人，请减少人数。");
  });

  it("tells how to use or change what is booked already, and not when it is: the asker may be a stranger", () => {
    const words = told("already-booked");

    expect(words).toContain("已预约过这个事项，到时凭手机号后四位签到");
    expect(words).toContain("导办台");
  });

  it("tells in minutes when the next try is heard", () => {
    expect(told("too-many-tries", { retry_after_s: 61 })).toContain("请 2 分钟后再试");
    expect(told("too-many-tries", { retry_after_s: 1 })).toContain("请 1 分钟后再试");
  });

  it("claims nothing when the answer was lost", () => {
    expect(told("offline")).toContain("不确定是否约上");
  });

  it("has the server's words for the rest", () => {
    expect(told("storage-failed")).toContain("暂时无法保存");
  });

  it("is about the phone number when the server names that field", () => {
    const refused = (path: string): boolean =>
      aboutPhone(problemOf("bad-request", { problems: [{ path, problem: "wrong" }] }));

    expect([refused("phone"), refused("slot_at"), aboutPhone(problemOf("slot-full"))]).toEqual([
      true, false, false,
    ]);
  });
});
