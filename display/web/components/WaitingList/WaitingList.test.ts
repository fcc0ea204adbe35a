import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import WaitingList from "./WaitingList.vue";

const loads = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    service: `s${index}`,
    name: { zh: `事项${index}`, en: `Service ${index}` },
    count: index,
    oldest_at: null,
  }));

describe("the waiting list", () => {
  it("tells how many wait for each service and in all", () => {
    const text = mount(WaitingList, { props: { waiting: loads(3), total: 3 } }).text();

    expect(text).toMatch(/等候人数\s*Waiting\s*3/);
    expect(text).toMatch(/事项2\s*Service 2\s*2/);
  });

  it("gives twenty services two columns", () => {
    const style = (count: number) =>
      mount(WaitingList, { props: { waiting: loads(count), total: 0 } }).get("section").attributes("style");

    expect(style(9)).toContain("--columns: 1");
    expect(style(20)).toContain("--columns: 2");
  });
});
