import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import LinkNotice from "./LinkNotice.vue";

const HEARD = Date.parse("2026-11-25T06:05:09Z");

describe("the notice of a lost link", () => {
  it("is not there while the link lives", () => {
    expect(mount(LinkNotice, { props: { link: "live", heardAt: HEARD, timezone: "Asia/Shanghai" } }).text()).toBe("");
  });

  it("says from when the shown numbers are", () => {
    const notice = mount(LinkNotice, { props: { link: "silent", heardAt: HEARD, timezone: "Asia/Shanghai" } });

    expect(notice.text()).toContain("数据截至 14:05:09，正在重新连接");
    expect(notice.get("[role=alert]")).toBeTruthy();
  });

  it("says that nothing was ever heard", () => {
    expect(mount(LinkNotice, { props: { link: "silent", heardAt: null } }).text()).toContain("暂时连接不上");
  });
});
