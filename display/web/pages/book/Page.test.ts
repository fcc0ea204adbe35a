import { Problem, type HallInfo, type Slots } from "@queue/client";
import { problemOf } from "@queue/client/testing";
import { flushPromises, mount } from "@vue/test-utils";
import { describe, expect, it, vi } from "vitest";
import { shallowRef } from "vue";

import { aHall, someSlots } from "../../testing/bookings.ts";
import { secondsAgo } from "../../testing/views.ts";
import Page from "./Page.vue";

function opened(hall: HallInfo | null = aHall(), lost: Problem | null = null) {
  const live = {
    hall: shallowRef<HallInfo | null>(null),
    moment: shallowRef({ at: secondsAgo(0), rehearsal: false }),
    lost: shallowRef(lost),
    load: vi.fn(() => Promise.resolve()),
    times: vi.fn((_service: string): Promise<Slots> => Promise.resolve(someSlots())),
    book: vi.fn((): Promise<void> => Promise.resolve()),
  };
  const page = mount(Page, { props: { live }, attachTo: document.body });
  live.hall.value = hall;
  const press = async (words: string) => {
    await flushPromises();
    await page.findAll("button").find((button) => button.text().startsWith(words))?.trigger("click");
    await flushPromises();
  };
  const upToWho = async () => {
    for (const words of ["户政", "11月25日", "10:30"]) await press(words);
  };
  const send = async (phone = "13800001234") => {
    await page.get("input").setValue(phone);
    await page.get("form").trigger("submit");
    await flushPromises();
  };
  const step = () => page.get("[data-open]");
  return { page, live, press, upToWho, send, step };
}

const refused = (code: string, data: Record<string, unknown> = {}) => problemOf(code, data);

describe("booking by phone", () => {
  it("goes from the service over day and time to who comes, and books that", async () => {
    const { page, live, press, upToWho, send, step } = opened();
    await upToWho();
    expect(page.text()).toMatch(/事项\s*户政.*日期\s*11月25日星期三.*时间\s*10:30.*第 4 步，共 4 步/s);
    expect(document.activeElement).toBe(step().get("h2").element);

    await press("+");
    await send("138 0000 1234");

    const slot_at = new Date("2026-11-25T10:30:00+08:00").toISOString();
    expect(live.book).toHaveBeenCalledWith({ service: "household", slot_at, persons: 2, phone: "13800001234" });
    expect(page.get("[type=submit]").attributes("disabled")).toBeDefined(); // on its way to the next page
    page.unmount();
  });

  it("asks for no choice where there is one service", async () => {
    const { page, live, step } = opened(aHall({ bookable: ["household"] }));
    await flushPromises();

    expect(live.times).toHaveBeenCalledWith("household");
    expect(step().text()).toContain("选择日期");
    expect(page.find("[aria-label='修改 事项']").exists()).toBe(false);
    page.unmount();
  });

  it("goes back to any step, and reads the times again", async () => {
    const { page, live, upToWho, step } = opened();
    await upToWho();

    await page.get("[aria-label='修改 日期']").trigger("click");
    await flushPromises();

    expect(step().get("h2").text()).toBe("选择日期");
    expect(live.times).toHaveBeenCalledTimes(2);
    page.unmount();
  });

  it("offers the next time when the one chosen was taken meanwhile", async () => {
    const { page, live, press, upToWho, send, step } = opened();
    const next_at = new Date("2026-11-25T11:30:00+08:00").toISOString();
    live.book.mockRejectedValueOnce(refused("slot-full", { next_at }));
    await upToWho();
    await send();

    expect(step().get("h2").text()).toBe("选择时间");
    expect(step().get("[role=alert]").text()).toContain("刚刚约满");
    expect(document.activeElement).toBe(step().get("h2").element);
    await press("改约 11:30");

    expect(page.find("[role=alert]").exists()).toBe(false);
    expect(page.get("input").element.value).toBe("13800001234");
    await page.get("form").trigger("submit");
    expect(live.book).toHaveBeenLastCalledWith(expect.objectContaining({ slot_at: next_at }));
    page.unmount();
  });

  it("leads back to the days when a time is none any more, or the last of its day was taken", async () => {
    for (const problem of [refused("unknown-slot"), refused("slot-full", { next_at: null })]) {
      const { page, live, upToWho, send, step } = opened();
      live.book.mockRejectedValueOnce(problem);
      await upToWho();
      await send();

      expect(step().get("h2").text()).toBe("选择日期");
      expect(step().get("[role=alert]").text()).toMatch(/请重新选择|请另选日期/);
      expect(live.times).toHaveBeenCalledTimes(2);
      page.unmount();
    }
  });

  it("stays where it is when the phone number has an appointment", async () => {
    const { page, live, upToWho, send, step } = opened();
    live.book.mockRejectedValueOnce(refused("already-booked"));
    await upToWho();
    await send();

    expect(step().get("[role=alert]").text()).toContain("已预约过这个事项");
    expect(page.get("[type=submit]").attributes("disabled")).toBeUndefined();
    page.unmount();
  });

  it("shows at its field what the server does not take of the phone number", async () => {
    const { page, live, upToWho, send } = opened();
    live.book.mockRejectedValueOnce(refused("bad-request", { problems: [{ path: "phone", problem: "wrong" }] }));
    await upToWho();
    await send();

    expect(page.get("#who-comes-problem").text()).toContain("手机号有误");
    page.unmount();
  });

  it("looks at the hall again when it takes no bookings any more", async () => {
    const { page, live, upToWho, send } = opened();
    live.book.mockRejectedValueOnce(refused("sign-in-needed"));
    live.load.mockImplementation(() => {
      live.hall.value = aHall({ by_phone: false });
      return Promise.resolve();
    });
    await upToWho();
    await send();

    expect(page.text()).toContain("本大厅不接受手机预约");
    page.unmount();
  });

  it("offers another try when the times cannot be read", async () => {
    const { page, live, press, step } = opened();
    live.times.mockRejectedValueOnce(problemOf("offline"));
    await press("户政");
    expect(step().get("[role=alert]").text()).toContain("请检查手机网络");

    await press("再试一次");

    expect(step().text()).toContain("11月25日星期三");
    page.unmount();
  });

  it("says what remains possible where nothing is booked by phone", async () => {
    for (const part of [{ by_phone: false }, { bookable: [] }]) {
      const { page } = opened(aHall(part));
      await flushPromises();

      expect(page.text()).toContain("取号机取号");
      page.unmount();
    }
  });

  it("is friendly to a stranger's address", async () => {
    const { page } = opened(null, refused("unknown-hall"));
    await flushPromises();

    expect(page.text()).toContain("没有这个大厅");
    page.unmount();
  });
});
