import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";
import { nextTick } from "vue";

import { aCounter, aWindow, following } from "../../testing/views.ts";
import Page from "./Page.vue";

describe("the window sign", () => {
  it("shows the counter, what it serves and its number", () => {
    const view = aWindow({ counter: aCounter("3", { state: "called", label: "A012" }) });

    const text = mount(Page, { props: { live: following(view) } }).text();

    expect(text).toMatch(/3号窗口\s*Counter 3.*户政.*A012/s);
  });

  it("covers its number when the link is gone", async () => {
    const live = following(aWindow());
    const page = mount(Page, { props: { live } });

    live.link.value = "silent";
    await nextTick();

    expect(page.get("main").classes()).toContain("stale");
    expect(page.text()).toContain("显示屏连接中断");
  });
});
