import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { aCounter, aDay, aWindow, NOW } from "../../testing/views.ts";
import Sign from "./Sign.vue";

function shown(part: Parameters<typeof aWindow>[0]): string {
  return mount(Sign, { props: { view: aWindow(part), now: NOW } }).text();
}

describe("the sign at a window", () => {
  it("calls a number here", () => {
    const text = shown({ counter: aCounter("3", { state: "called", label: "A012" }) });

    expect(text).toMatch(/请到本窗口办理\s*Please come to this counter\s*A012/);
  });

  it("tells the number being served from the one called", () => {
    const text = shown({ counter: aCounter("3", { state: "serving", label: "A012" }) });

    expect(text).toMatch(/正在办理\s*Now serving\s*A012/);
  });

  it("says paused, why, and until when", () => {
    const counter = aCounter("3", { state: "paused", back_at: "2026-11-25T02:30:00Z" });

    const text = shown({ counter, pause_reason: "上门服务" });

    expect(text).toMatch(/暂停服务\s*Paused\s*上门服务\s*预计 10:30 恢复/);
  });

  it("shows who is on duty while free", () => {
    const duty = { name: "王强", role: "B" as const, badge: null, position: null, photo: null };

    expect(shown({ duty })).toMatch(/B 岗值班\s*On duty, post B\s*王强/);
  });

  it("says when the hall opens again while closed", () => {
    const day = aDay({ state: "closed", next_opens_at: "2026-11-26T01:00:00Z" });

    expect(shown({ counter: aCounter("3", { state: "closed" }), duty: null, day })).toContain("11月26日星期四 09:00 开放");
  });

  it("leaves the hall's hours out while the hall is open and only this window is not", () => {
    const text = shown({ counter: aCounter("3", { state: "closed" }), duty: null });

    expect(text).toContain("未开放");
    expect(text).not.toContain("09:00");
  });
});
