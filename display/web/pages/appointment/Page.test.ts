import { Problem, type HeldAppointment, type Link } from "@queue/client";
import { problemOf } from "@queue/client/testing";
import { flushPromises, mount } from "@vue/test-utils";
import { describe, expect, it, vi } from "vitest";
import { ref, shallowRef } from "vue";

import { anAppointment } from "../../testing/bookings.ts";
import { NOW } from "../../testing/views.ts";
import Page from "./Page.vue";

function opened(view: HeldAppointment | null, lost: Problem | null = null) {
  const live = {
    view: shallowRef(view),
    lost: shallowRef(lost),
    link: ref<Link>("live"),
    heardAt: ref<number | null>(NOW),
    load: vi.fn(() => Promise.resolve()),
    cancel: vi.fn((): Promise<void> => Promise.resolve()),
    stop: () => undefined,
  };
  const page = mount(Page, { props: { live } });
  const press = async (words: string) => {
    await page.findAll("button").find((button) => button.text() === words)?.trigger("click");
    await flushPromises();
  };
  return { page, live, press };
}

describe("the page of one's appointment", () => {
  it("is named by its state and time, for the bookmark and for a screen reader", () => {
    const { page } = opened(anAppointment());

    expect(document.title).toBe("已预约 11月25日星期三 10:30");
    expect(page.get("[aria-live=assertive]").text()).toBe("已预约 11月25日星期三 10:30");
  });

  it("asks once more before the time is given back", async () => {
    const { page, live, press } = opened(anAppointment());
    await press("取消预约");
    expect(live.cancel).not.toHaveBeenCalled();
    expect(page.text()).toContain("确定取消 11月25日星期三 10:30 的预约吗？");

    await press("确定取消");

    expect(live.cancel).toHaveBeenCalledTimes(1);
  });

  it("claims nothing when the press did not get through", async () => {
    const { page, live, press } = opened(anAppointment());
    live.cancel.mockRejectedValue(problemOf("offline"));
    await press("取消预约");
    await press("确定取消");

    expect(page.get("[role=alert]").text()).toContain("连不上服务器，请再试一次");
  });

  it("offers another booking once it is over, where the hall takes them by phone", () => {
    const over = { state: "missed", can_cancel: false } as const;

    expect(opened(anAppointment(over)).page.get("a").attributes("href")).toBe("/book/wanzhou-centre");
    expect(opened(anAppointment({ ...over, can_book: false })).page.find("a").exists()).toBe(false);
    expect(opened(anAppointment()).page.find("a").exists()).toBe(false);
  });

  it("says how old it is when the hall cannot be reached, and that a rehearsal is one", async () => {
    const { page, live } = opened(anAppointment({ rehearsal: true }));
    live.link.value = "silent";
    await flushPromises();

    expect(page.text()).toContain("数据截至 10:14:05");
    expect(page.text()).toContain("演练");
    expect(page.text()).toContain("048213");
  });

  it("is friendly to a stranger's address", () => {
    expect(opened(null, problemOf("unknown-ticket")).page.text()).toContain("找不到这个预约");
  });
});
