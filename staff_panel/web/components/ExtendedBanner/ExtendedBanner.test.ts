import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { counterView, TIMEZONE } from "../../testing/fixtures.ts";
import ExtendedBanner from "./ExtendedBanner.vue";

const day = { ...counterView().day, state: "extended" as const };
const shown = (open?: number): string => mount(ExtendedBanner, { props: { day, timezone: TIMEZONE, open } }).text();

describe("the banner past closing time", () => {
  it("counts every open number where they are known, parked and missed ones too", () => {
    expect(shown(6)).toBe("延时服务：已过 17:30 下班时间，还有 6 个号未办结，办完为止");
  });

  it("says at a counter what it counts", () => {
    expect(shown()).toContain("还有 4 个号等候或办理中");
  });

  it("is not there before closing time", () => {
    expect(mount(ExtendedBanner, { props: { day: counterView().day, timezone: TIMEZONE } }).text()).toBe("");
  });
});
