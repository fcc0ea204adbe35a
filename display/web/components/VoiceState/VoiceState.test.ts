import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import VoiceState from "./VoiceState.vue";

describe("what stands in the way of the voice", () => {
  it("is nothing when the board speaks", () => {
    expect(mount(VoiceState, { props: { state: "ready" } }).text()).toBe("");
  });

  it("is a touch that the browser waits for", () => {
    const told = mount(VoiceState, { props: { state: "blocked" } });

    expect(told.get("button").text()).toMatch(/请触摸屏幕.*Touch the screen/);
  });

  it("is a server that gives no sound", () => {
    expect(mount(VoiceState, { props: { state: "failing" } }).get("[role=status]").text()).toContain("请留意屏幕");
  });
});
