import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";
import { nextTick, ref, shallowRef } from "vue";

import Notices from "../../components/Notices/Notices.vue";
import { aBoard, aBoardLive, aCall, aCounter, aDay } from "../../testing/views.ts";
import Page from "./Page.vue";

const called = { calls: [aCall(1, "A012", "3", 5)], counters: [aCounter("3", { state: "called", label: "A012" })] };

describe("the lobby board", () => {
  it("shows the call", () => {
    const page = mount(Page, { props: { live: aBoardLive(aBoard(called)) } });

    expect(page.text()).toMatch(/A012\s*3号窗口/);
    expect(page.find("[role=alert]").exists()).toBe(false);
  });

  it("never shows old numbers as new", async () => {
    const live = aBoardLive(aBoard(called));
    const page = mount(Page, { props: { live } });

    live.link.value = "silent";
    await nextTick();

    expect(page.get("[role=alert]").text()).toContain("下方信息截至 10:14:05");
    expect(page.get("main").classes()).toContain("stale");
  });

  it("waits calmly for its first view", () => {
    const live = aBoardLive(null);
    live.link.value = "connecting";

    expect(mount(Page, { props: { live } }).text()).toContain("正在连接");
  });

  it("shows the hours instead of the morning's last call during the midday break", () => {
    const day = aDay({ state: "break", next_opens_at: "2026-11-25T06:00:00Z" });
    const board = aBoard({ calls: [aCall(1, "A012", "3", 1800)], counters: [aCounter("3")], day });

    const page = mount(Page, { props: { live: aBoardLive(board) } });

    expect(page.text()).toContain("14:00 继续叫号");
    expect(page.text()).not.toContain("A012");
  });

  it("shouts no call whose person has gone", () => {
    const over = { calls: called.calls, counters: [aCounter("3")] };

    const text = mount(Page, { props: { live: aBoardLive(aBoard(over)) } }).text();

    expect(text).toContain("请留意叫号");
    expect(text).not.toContain("正在呼叫");
  });

  it("shows and says the calls of the zone that it stands in", () => {
    const zones = [{ id: "east", name: { zh: "东厅", en: "East hall" } }];
    const counters = [aCounter("3", { state: "called", label: "A012", zone: "east" }), aCounter("4", { zone: "west" })];
    const board = aBoard({ ...called, counters, zones });

    const page = mount(Page, { props: { live: aBoardLive(board, { part: { zone: "east", services: [] } }) } });

    expect(page.get("header").text()).toContain("东厅");
    expect(page.text()).toContain("A012");
    expect(page.text()).not.toContain("4号窗口");
  });

  it("is the whole hall's, and says so, when the plan has no such zone", () => {
    const live = aBoardLive(aBoard(called), { part: { zone: "north", services: [] } });
    const page = mount(Page, { props: { live } });

    expect(page.text()).toContain("A012");
    expect(page.getComponent(Notices).props("notices")[0]?.zh).toContain("没有分区 north");
  });

  it("marks the call that is being said, and that it speaks", () => {
    const saying = shallowRef(aCall(1, "A012", "3", 5));
    const voice = { state: ref("ready" as const), saying, unheard: shallowRef([]) };
    const page = mount(Page, { props: { live: aBoardLive(aBoard(called), { voice }) } });

    expect(page.find("[data-label=A012] .call__said").exists()).toBe(true);
    expect(page.find("[aria-label=语音播报]").exists()).toBe(true);
  });

  it("asks for a touch when the browser wants one before it speaks", () => {
    const voice = { state: ref("blocked" as const), saying: shallowRef(null), unheard: shallowRef([]) };
    const page = mount(Page, { props: { live: aBoardLive(aBoard(called), { voice }) } });

    expect(page.get("button").text()).toContain("请触摸屏幕");
  });

  it("goes on showing calls in extended service", () => {
    const page = mount(Page, { props: { live: aBoardLive(aBoard({ ...called, day: aDay({ state: "extended" }) })) } });

    expect(page.text()).toContain("延时服务");
    expect(page.text()).toContain("A012");
  });
});
