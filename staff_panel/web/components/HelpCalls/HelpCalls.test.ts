import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { NOW } from "../../testing/fixtures.ts";
import HelpCalls from "./HelpCalls.vue";

const call = { help: "h1", place: "kiosk-1", since: new Date(NOW - 130_000).toISOString() };
const props = { calls: [call], now: NOW, mayGo: true, busy: false };

describe("calls for a person", () => {
  it("say where somebody waits and how long, and who presses goes", async () => {
    const shown = mount(HelpCalls, { props });
    expect(shown.text()).toContain("kiosk-1 有人需要帮助");
    expect(shown.text()).toContain("2 分钟");

    await shown.get("button").trigger("click");

    expect(shown.emitted("go")).toEqual([["h1"]]);
  });

  it("are only told to who may not answer them", () => {
    expect(mount(HelpCalls, { props: { ...props, mayGo: false } }).find("button").exists()).toBe(false);
  });

  it("take no room while nobody calls", () => {
    expect(mount(HelpCalls, { props: { ...props, calls: [] } }).html()).toBe("<!--v-if-->");
  });
});
