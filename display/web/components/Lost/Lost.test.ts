import { problemOf } from "@queue/client/testing";
import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import Lost from "./Lost.vue";

describe("a page with nothing to show", () => {
  it("is friendly about an unknown number", () => {
    const text = mount(Lost, { props: { problem: problemOf("unknown-ticket") } }).text();

    expect(text).toContain("找不到这个号");
    expect(text).toContain("到导办台询问");
  });

  it("knows what it was to show", () => {
    const shown = (what: "appointment" | "hall", code: string): string =>
      mount(Lost, { props: { problem: problemOf(code), what } }).text();

    expect(shown("appointment", "unknown-ticket")).toMatch(/找不到这个预约.*导办台/s);
    expect(shown("hall", "unknown-hall")).toContain("没有这个大厅");
    expect(shown("hall", "offline")).toContain("请检查手机网络");
  });

  it("offers another try when the network failed", async () => {
    const page = mount(Lost, { props: { problem: problemOf("offline") } });

    await page.get("button").trigger("click");

    expect(page.text()).toContain("您的号码仍然有效");
    expect(page.emitted("again")).toHaveLength(1);
  });
});
