import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { aCounter } from "../../testing/views.ts";
import Counters from "./Counters.vue";

function shown(part: Parameters<typeof aCounter>[1]): string {
  return mount(Counters, { props: { counters: [aCounter("3", part)], timezone: "Asia/Shanghai" } }).get("li").text();
}

describe("a counter on the board", () => {
  it("shows the number it has", () => {
    expect(shown({ state: "serving", label: "A012" })).toMatch(/3号窗口\s*A012\s*办理中/);
    expect(shown({ state: "called", label: "A012" })).toMatch(/A012\s*请前往/);
  });

  it("says when a paused one is expected back", () => {
    expect(shown({ state: "paused", back_at: "2026-11-25T02:30:00Z" })).toMatch(/暂停服务\s*预计 10:30 恢复/);
    expect(shown({ state: "paused" })).toMatch(/暂停服务\s*Paused/);
  });

  it("says free and closed in words", () => {
    expect(shown({ state: "free" })).toMatch(/空闲\s*Free/);
    expect(shown({ state: "closed" })).toMatch(/未开放\s*Closed/);
  });
});
