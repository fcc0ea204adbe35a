import type { BoardView } from "@queue/client";
import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";
import { nextTick } from "vue";

import { aBoard, aCall, aCounter, aDay, following } from "../../testing/views.ts";
import Page from "./Page.vue";

const called = { calls: [aCall(1, "A012", "3", 5)], counters: [aCounter("3", { state: "called", label: "A012" })] };

describe("the lobby board", () => {
  it("shows the call", () => {
    const page = mount(Page, { props: { live: following(aBoard(called)) } });

    expect(page.text()).toMatch(/A012\s*3号窗口/);
    expect(page.find("[role=alert]").exists()).toBe(false);
  });

  it("never shows old numbers as new", async () => {
    const live = following(aBoard(called));
    const page = mount(Page, { props: { live } });

    live.link.value = "silent";
    await nextTick();

    expect(page.get("[role=alert]").text()).toContain("下方信息截至 10:14:05");
    expect(page.get("main").classes()).toContain("stale");
  });

  it("waits calmly for its first view", () => {
    const live = following<BoardView>(null);
    live.link.value = "connecting";

    expect(mount(Page, { props: { live } }).text()).toContain("正在连接");
  });

  it("shows the hours instead of the morning's last call during the midday break", () => {
    const day = aDay({ state: "break", next_opens_at: "2026-11-25T06:00:00Z" });
    const board = aBoard({ calls: [aCall(1, "A012", "3", 1800)], counters: [aCounter("3")], day });

    const page = mount(Page, { props: { live: following(board) } });

    expect(page.text()).toContain("14:00 继续叫号");
    expect(page.text()).not.toContain("A012");
  });

  it("shouts no call whose person has gone", () => {
    const over = { calls: called.calls, counters: [aCounter("3")] };

    const text = mount(Page, { props: { live: following(aBoard(over)) } }).text();

    expect(text).toContain("请留意叫号");
    expect(text).not.toContain("正在呼叫");
  });

  it("goes on showing calls in extended service", () => {
    const page = mount(Page, { props: { live: following(aBoard({ ...called, day: aDay({ state: "extended" }) })) } });

    expect(page.text()).toContain("延时服务");
    expect(page.text()).toContain("A012");
  });
});
