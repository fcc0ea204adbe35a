import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { anAppointment } from "../../testing/bookings.ts";
import AppointmentCard from "./AppointmentCard.vue";

const shown = (part: Parameters<typeof anAppointment>[0] = {}) =>
  mount(AppointmentCard, { props: { appointment: anAppointment(part) } });

describe("one's appointment", () => {
  it("has its time, its code, and how and when to check in", () => {
    const text = shown({ persons: 2 }).text();

    expect(text).toMatch(/已预约\s*11月25日星期三 · 今天\s*10:30\s*户政 · 2 人同办/);
    expect(text).toMatch(/048213.*点“预约签到”，输入预约码或手机号后四位/s);
    expect(text).toMatch(/请在 10:00–10:40 签到。\s*晚于 10:40 签到，则从签到时起排队/);
    expect(text).toContain("请截图或收藏本页");
  });

  it("says to who is late from when they would wait", () => {
    const text = shown({ at: "2026-11-25T02:41:00Z" }).text();

    expect(text).toContain("已过 10:40，现在签到则从签到时起排队");
    expect(text).not.toContain("请在");
  });

  it("has the first place at any time of the day when a case was carried over", () => {
    const text = shown({ slot_at: null, check_in_from: null, on_time_until: null, on: "2026-11-26" }).text();

    expect(text).toMatch(/11月26日星期四\s*当天任何时间到，优先办理/);
    expect(text).toContain("输入预约码，即可优先取号");
  });

  it("leads to the number that it has become", () => {
    const card = shown({ state: "checked_in", label: "A012", ticket_url: "http://hall/t/x" });

    expect(card.get("a").attributes("href")).toBe("http://hall/t/x");
    expect(card.get("a").text()).toContain("您的号 A012");
    expect(card.text()).not.toContain("048213");
  });

  it("says plainly that it is over", () => {
    expect(shown({ state: "cancelled" }).text()).toContain("预约已取消");
    expect(shown({ state: "missed" }).text()).toContain("请重新预约，或到大厅取号");
    expect(shown({ state: "missed", can_book: false }).text()).not.toContain("重新预约");
  });
});
