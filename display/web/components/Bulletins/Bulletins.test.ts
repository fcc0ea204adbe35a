import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import Bulletins from "./Bulletins.vue";

const shown = (...zh: string[]) =>
  mount(Bulletins, { props: { bulletins: zh.map((one) => ({ zh: one, en: "" })), room: 178 } });

describe("the bulletins", () => {
  it("stand still as long as they fit", () => {
    const bar = shown("3号窗口今日维修");

    expect(bar.text()).toBe("3号窗口今日维修");
    expect(bar.classes()).not.toContain("bulletins--runs");
  });

  it("run when they do not, and are read once by a screen reader", () => {
    const bar = shown("出入境系统维护，".repeat(8), "请耐心等候");

    expect(bar.classes()).toContain("bulletins--runs");
    expect(bar.findAll("span:not([aria-hidden])")).toHaveLength(1);
    expect(bar.text()).toContain("请耐心等候");
  });
});
