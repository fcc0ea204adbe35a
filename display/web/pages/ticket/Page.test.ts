import { Problem, type Link, type TicketView } from "@queue/client";
import { problemOf } from "@queue/client/testing";
import { mount } from "@vue/test-utils";
import { describe, expect, it, vi } from "vitest";
import { nextTick, ref, shallowRef } from "vue";

import { language } from "../../words/ticket.ts";
import { aTicket, NOW, secondsAgo } from "../../testing/views.ts";
import Page from "./Page.vue";

const COUNTER = { id: "3", name: { zh: "3号窗口", en: "Counter 3" } };

function live(view: TicketView | null) {
  return {
    view: ref(view),
    lost: shallowRef<Problem | null>(null),
    link: ref<Link>("live"),
    heardAt: ref<number | null>(NOW),
    now: ref(NOW),
    load: vi.fn(() => Promise.resolve()),
    cancel: vi.fn(() => Promise.resolve()),
    rejoin: vi.fn(() => Promise.resolve()),
    rate: vi.fn(() => Promise.resolve()),
    why: vi.fn(() => Promise.resolve({ same_service: 0, other_services: 0, words: { zh: "", en: "" } })),
  };
}

describe("the phone ticket", () => {
  it("tells number, people ahead, the wait and the rule for a missed call", () => {
    const text = mount(Page, { props: { live: live(aTicket()) } }).text();

    expect(text).toMatch(/A012.*6 人.*约 12–25 分钟/s);
    expect(text).toContain("过号满 3 次，号码作废");
  });

  it("vibrates, announces and names the counter when called", async () => {
    const vibrate = vi.fn();
    vi.stubGlobal("navigator", { vibrate });
    const ticket = live(aTicket());
    const page = mount(Page, { props: { live: ticket } });
    expect(vibrate).not.toHaveBeenCalled();

    ticket.view.value = aTicket({ state: "called", counter: COUNTER, called_at: secondsAgo(0) });
    await nextTick();

    expect(vibrate).toHaveBeenCalledTimes(1);
    expect(page.get("[aria-live=assertive]").text()).toBe("轮到您了 请到 3号窗口");
    expect(document.title).toBe("A012 轮到您了 请到 3号窗口");
  });

  it("keeps the last state and says how old it is when offline", async () => {
    const ticket = live(aTicket());
    const page = mount(Page, { props: { live: ticket } });

    ticket.link.value = "silent";
    await nextTick();

    expect(page.get("[role=alert]").text()).toContain("数据截至 10:14:05");
    expect(page.text()).toContain("A012");
    expect(page.find(".wait--stale").exists()).toBe(true);
  });

  it("claims nothing when a press did not get through", async () => {
    const ticket = live(aTicket({ state: "missed", can_rejoin: true, can_cancel: false }));
    ticket.rejoin.mockRejectedValue(problemOf("offline"));
    const page = mount(Page, { props: { live: ticket } });

    await page.get(".actions button").trigger("click");
    await vi.waitFor(() => page.get(".phone__refused"));

    expect(page.text()).toContain("连不上服务器，请再试一次");
  });

  it("gives the server's words for a refusal", async () => {
    const ticket = live(aTicket({ state: "ended", outcome: "done", can_cancel: false, can_rate: true }));
    ticket.rate.mockRejectedValue(problemOf("already-rated"));
    const page = mount(Page, { props: { live: ticket } });

    await page.get("input[value='5']").setValue();
    await page.get("form").trigger("submit");
    await vi.waitFor(() => page.get(".phone__refused"));

    expect(ticket.rate).toHaveBeenCalledWith(5);
    expect(page.text()).toContain("已经评价过");
  });

  it("says extended service while the number is open", () => {
    const ticket = aTicket();
    ticket.day.state = "extended";

    expect(mount(Page, { props: { live: live(ticket) } }).text()).toContain("延时服务");
  });

  it("is as good as the paper that did not print", () => {
    expect(mount(Page, { props: { live: live(aTicket({ slip: "failed" })) } }).text()).toContain("本页同样有效");
  });

  it("is friendly to a stranger's address", () => {
    const ticket = live(null);
    ticket.lost.value = problemOf("unknown-ticket");

    expect(mount(Page, { props: { live: ticket } }).text()).toContain("找不到这个号");
  });

  it("speaks English at one press", async () => {
    const page = mount(Page, { props: { live: live(aTicket()) } });

    await page.get(".phone-header__language").trigger("click");

    expect(page.text()).toContain("6 people");
    language.value = "zh";
  });
});
