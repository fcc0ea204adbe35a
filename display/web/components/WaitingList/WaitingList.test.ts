import type { BoardLoad } from "@queue/client";
import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import WaitingList from "./WaitingList.vue";

const loads = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    service: `s${index}`,
    name: { zh: `事项${index}`, en: `Service ${index}` },
    count: index,
    oldest_at: null,
    forecast: null as BoardLoad["forecast"],
  }));

describe("the waiting list", () => {
  it("tells how many wait for each service and in all", () => {
    const text = mount(WaitingList, { props: { waiting: loads(3), total: 3 } }).text();

    expect(text).toMatch(/等候人数\s*Waiting\s*3/);
    expect(text).toMatch(/事项2\s*Service 2\s*2/);
  });

  it("tells how long one would wait who takes a number now", () => {
    const forecast = { low_s: 720, mid_s: 900, high_s: 1490, low_min: 12, high_min: 25 };
    const waiting = loads(2).map((load) => ({ ...load, forecast }));
    const list = mount(WaitingList, { props: { waiting, total: 1 } });

    expect(list.text()).toContain("现在取号约等");
    expect(list.get("li").text()).toContain("约 12–25 分钟");
  });

  it("makes no promise while no counter is on post", () => {
    expect(mount(WaitingList, { props: { waiting: loads(3), total: 3 } }).text()).not.toContain("现在取号");
  });

  it("gives twenty services two columns", () => {
    const style = (count: number) =>
      mount(WaitingList, { props: { waiting: loads(count), total: 0 } }).get("section").attributes("style");

    expect(style(9)).toContain("--columns: 1");
    expect(style(20)).toContain("--columns: 2");
  });
});
