import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import BookingStep from "./BookingStep.vue";

const step = { n: 2, all: 4, title: "选择日期", chosen: "11月25日星期三", changeable: true };

describe("a step of a booking", () => {
  it("is open with what there is to choose", () => {
    const shown = mount(BookingStep, { props: { ...step, open: true }, slots: { default: "<i>days</i>" } });

    expect(shown.text()).toMatch(/第 2 步，共 4 步\s*选择日期\s*days/);
    expect(shown.find("button").exists()).toBe(false);
  });

  it("is done with what was chosen, and can be opened again", async () => {
    const shown = mount(BookingStep, { props: { ...step, open: false }, slots: { default: "<i>days</i>" } });

    expect(shown.text()).toContain("11月25日星期三");
    expect(shown.text()).not.toContain("days");
    await shown.get("button[aria-label='修改 选择日期']").trigger("click");
    expect(shown.emitted("change")).toHaveLength(1);
  });

  it("offers no way back where there was nothing to choose", () => {
    const shown = mount(BookingStep, { props: { ...step, open: false, changeable: false } });

    expect(shown.find("button").exists()).toBe(false);
  });
});
