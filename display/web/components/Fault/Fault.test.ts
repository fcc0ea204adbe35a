import { problemOf } from "@queue/client/testing";
import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { NOW } from "../../testing/views.ts";
import Fault from "./Fault.vue";

const timezone = "Asia/Shanghai";

describe("the fault panel", () => {
  it("says from when the numbers below are, and what to do", () => {
    const text = mount(Fault, { props: { link: "silent", heardAt: NOW, timezone, problem: null } }).text();

    expect(text).toContain("显示屏连接中断");
    expect(text).toContain("下方信息截至 10:14:05");
    expect(text).toContain("到导办台询问");
  });

  it("is calm while the screen starts", () => {
    const panel = mount(Fault, { props: { link: "connecting", heardAt: null, problem: null } });

    expect(panel.text()).toMatch(/正在连接……\s*Connecting…/);
    expect(panel.classes()).toContain("fault--calm");
  });

  it("names an address of no hall", () => {
    const problem = problemOf("unknown-hall");

    expect(mount(Fault, { props: { link: "silent", heardAt: null, problem } }).text()).toContain("没有这个大厅或窗口");
  });
});
