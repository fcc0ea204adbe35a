import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { aCounter, aDay, aWindow, NOW } from "../../testing/views.ts";
import SignFooter from "./SignFooter.vue";

describe("the foot of a window sign", () => {
  it("names who is on duty and as what", () => {
    const view = aWindow({ counter: aCounter("3", { state: "serving", label: "A012" }) });

    expect(mount(SignFooter, { props: { view, now: NOW } }).text()).toMatch(/王强\s*A 岗.*10:14/s);
  });

  it("says extended service", () => {
    const view = aWindow({ day: aDay({ state: "extended" }) });

    expect(mount(SignFooter, { props: { view, now: NOW } }).text()).toContain("延时服务");
  });

  it("names the hall when nobody is on duty", () => {
    const view = aWindow({ duty: null });

    expect(mount(SignFooter, { props: { view, now: NOW } }).text()).toContain("万州区公安局政务服务中心");
  });
});
