import { mount } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import Notices from "./Notices.vue";

describe("the notices", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("take turns, after what everybody needs to know first", async () => {
    const notices = mount(Notices, { props: { notices: [{ zh: "投诉电话", en: "Complaints" }] } });
    expect(notices.text()).toContain("过号请在取号机、手机或导办台重新报到");

    await vi.advanceTimersByTimeAsync(9_000);
    expect(notices.text()).toMatch(/投诉电话\s*Complaints/);

    await vi.advanceTimersByTimeAsync(9_000);
    expect(notices.text()).toContain("过号请在取号机、手机或导办台重新报到");
  });

  it("are shown language after language where both in one line would be too small to read", async () => {
    const long = { zh: "等满二十分钟后，".repeat(6), en: "Once an ordinary number has waited ".repeat(3) };
    const notices = mount(Notices, { props: { notices: [long] } });

    await vi.advanceTimersByTimeAsync(9_000);
    expect(notices.text()).toBe(long.zh);

    await vi.advanceTimersByTimeAsync(9_000);
    expect(notices.text()).toBe(long.en.trim());
  });
});
