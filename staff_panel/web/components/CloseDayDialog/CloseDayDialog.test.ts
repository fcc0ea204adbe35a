import { problemOf } from "@queue/client/testing";
import { flushPromises, type VueWrapper } from "@vue/test-utils";
import { afterEach, describe, expect, it } from "vitest";

import { shown } from "../../testing/dialogs.ts";
import { NOW, appointment, liveView, staffTicket } from "../../testing/fixtures.ts";
import CloseDayDialog from "./CloseDayDialog.vue";

const two = [staffTicket("A001"), staffTicket("B002")];

describe("closing the day", () => {
  let dialog: VueWrapper;
  let booked = [appointment()].slice(1);
  const bookings = { on: (date: string) => Promise.resolve({ date, appointments: booked }) };
  const given = { now: NOW, busy: false, problem: null, bookings, printers: [], done: 0 };
  const open = async (remaining = two): Promise<void> => {
    dialog = await shown(CloseDayDialog, { view: liveView({ remaining }), ...given });
  };
  const send = () => dialog.get("form").trigger("submit");
  const sent = () => dialog.emitted("send");
  const field = (label: string, name: string) => dialog.get(`[aria-label='${label} ${name}']`);
  async function fillFor(label: string): Promise<void> {
    await field(label, "未办原因").setValue("系统故障");
    await field(label, "已作的解释").setValue("已致歉");
    await field(label, "约定日期").setValue("2026-11-26");
  }
  async function fillSame(): Promise<void> {
    const [reason, explanation, on] = dialog.findAll(".closing-bulk input");
    await reason?.setValue("系统故障");
    await explanation?.setValue("已致歉");
    await on?.setValue("2026-11-27");
    await dialog.get(".closing-bulk__day button").trigger("click");
  }

  afterEach(() => {
    dialog.unmount();
    booked = [];
  });

  describe("with appointments still to come", () => {
    let done = 0;
    const cancel = (code: string) => dialog.get(`[aria-label$='${code}']`);
    const first = appointment({ slot_at: "2026-11-25T07:00:00Z" });
    const second = appointment({ id: "a2", code: "222222", slot_at: "2026-11-25T07:30:00Z", name: "赵六" });
    async function cancelledOne(): Promise<void> {
      await dialog.setProps({ done: (done += 1) });
      await flushPromises();
    }

    it("tells of them first, with whom to call, and asks for nothing else until each is cancelled", async () => {
      booked = [first, second];
      await open();
      expect(dialog.get("h2").text()).toBe("今天还有 2 个预约未到");
      expect(dialog.get("tbody tr").text()).toBe("15:00户政王五13800001234123456取消预约");
      expect(dialog.find(".closing-bulk").exists()).toBe(false);
      expect(dialog.find("[type='submit']").exists()).toBe(false);
      expect(document.activeElement).toBe(cancel("123456").element);

      await cancel("123456").trigger("click");
      await dialog.findAll("form")[1]?.trigger("submit");
      expect(dialog.emitted("cancel")).toEqual([["a1", ""]]);
      booked = [{ ...first, state: "cancelled" }, second];
      await cancelledOne();
      expect(dialog.get("h2").text()).toBe("今天还有 1 个预约未到");
      expect(document.activeElement).toBe(cancel("222222").element);

      booked = [];
      await cancelledOne();
      expect(document.activeElement).toBe(dialog.get(".closing-bulk input").element);
    });

    it("returns to the row of one that is kept", async () => {
      booked = [first, second];
      await open();
      await cancel("222222").trigger("click");
      await dialog.findAll("dialog")[1]?.trigger("cancel");
      await flushPromises();
      expect(dialog.findAll("dialog")).toHaveLength(1);
      expect(document.activeElement).toBe(cancel("222222").element);
    });

    it("does not ask about those who came, whose time has gone by, or who have the whole day", async () => {
      const past = appointment({ slot_at: "2026-11-25T02:00:00Z" });
      booked = [past, { ...first, state: "checked_in" }, appointment({ slot_at: null })];
      await open();
      expect(dialog.find(".closing-bulk").exists()).toBe(true);
    });

    it("loses nothing that was filled in when somebody books meanwhile", async () => {
      await open();
      await fillFor("A001");
      booked = [first];
      await dialog.setProps({ problem: problemOf("appointments-remain", { codes: ["123456"] }) });
      await flushPromises();
      expect(dialog.get("h2").text()).toContain("1 个预约未到");
      booked = [];
      await cancelledOne();
      expect((field("A001", "未办原因").element as HTMLInputElement).value).toBe("系统故障");
    });

    it("goes on when they cannot be read: the server has the last word", async () => {
      dialog = await shown(CloseDayDialog, {
        view: liveView({ remaining: two }),
        ...given,
        bookings: { on: () => Promise.reject(problemOf("offline")) },
      });
      expect(dialog.find(".closing-bulk").exists()).toBe(true);
    });
  });

  it("does not go on while a number lacks anything, and names it", async () => {
    await open();
    await fillFor("A001");
    await send();
    expect(sent()).toBeUndefined();
    expect(dialog.text()).toContain("还有 1 个号没有填全：B002");
    expect(field("B002", "未办原因").attributes("aria-invalid")).toBe("true");
    expect(field("A001", "未办原因").attributes("aria-invalid")).toBeUndefined();
  });

  it("fills what is empty, shows the days once more, and then sends one entry per number", async () => {
    await open();
    await fillFor("A001");
    await fillSame();
    await send();
    expect(sent()).toBeUndefined();
    expect(dialog.text()).toContain("11月26日星期四：1 个号");
    expect(dialog.text()).toContain("11月27日星期五：1 个号");

    await send();
    const said = { reason: "系统故障", explanation: "已致歉" };
    expect(sent()).toEqual([
      [
        {
          remaining: [
            { label: "A001", ...said, on: "2026-11-26" },
            { label: "B002", ...said, on: "2026-11-27" },
          ],
        },
      ],
    ]);
  });

  it("goes back to the list when somebody takes a number meanwhile, and loses nothing", async () => {
    await open();
    await fillSame();
    await send();
    await dialog.setProps({ view: liveView({ remaining: [...two, staffTicket("A009")] }) });

    expect(dialog.text()).toContain("刚刚又有新号：A009");
    expect((field("A001", "未办原因").element as HTMLInputElement).value).toBe("系统故障");
    await send();
    expect(sent()).toBeUndefined();
    expect(dialog.text()).toContain("还有 1 个号没有填全：A009");
  });

  it("takes a ready-made text by its digit, for all numbers or for one, in an empty field", async () => {
    await open();
    const [reason, explanation] = dialog.findAll(".closing-bulk input");
    await reason?.trigger("keydown", { key: "1" });
    await explanation?.trigger("keydown", { key: "2" });
    const value = (input: typeof reason) => (input?.element as HTMLInputElement).value;
    expect([value(reason), value(explanation)]).toEqual(["系统故障，当日无法办理", "已当面告知所需材料和办理日期"]);

    await field("A001", "未办原因").trigger("keydown", { key: "3" });
    expect(value(field("A001", "未办原因") as typeof reason)).toBe("群众自愿改日办理");
    await field("A001", "未办原因").trigger("keydown", { key: "1" });
    expect(value(field("A001", "未办原因") as typeof reason)).toBe("群众自愿改日办理");
  });

  it("names in the last look who is at a counter", async () => {
    const counter = { id: "1", name: { zh: "1号窗口", en: "Counter 1" }, state: "serving" as const, post: null };
    const counters = [{ ...counter, pause: null, label: "A001", since: null, served: 0 }];
    const remaining = [
      staffTicket("A001", { state: "serving", counter: "1" }),
      staffTicket("A003", { state: "called", counter: "gone" }),
      staffTicket("B002"),
    ];
    const view = liveView({ remaining, counters });
    dialog = await shown(CloseDayDialog, { view, ...given });
    await fillSame();
    expect(dialog.text()).not.toContain("其中");
    await send();

    expect(dialog.get("[role='alert']").text()).toContain("其中 A001 正在 1号窗口办理；A003 已叫到 gone。");

    await dialog.setProps({ view: liveView({ remaining: [staffTicket("A001", { state: "parked" })], counters }) });
    expect(dialog.text()).not.toContain("其中");
  });

  it("leaves out a number that has ended meanwhile", async () => {
    await open();
    await fillSame();
    await dialog.setProps({ view: liveView({ remaining: two.slice(1) }) });
    await send();
    await send();
    expect(sent()?.[0]).toEqual([{ remaining: [expect.objectContaining({ label: "B002" })] }]);
  });

  it("shows the server's refusal in words, with all that was written", async () => {
    await open();
    await fillSame();
    await dialog.setProps({ problem: problemOf("tickets-remain", { labels: ["A009"] }) });
    expect(dialog.get(".problem-notice").text()).toContain("A009");
    expect((field("B002", "已作的解释").element as HTMLInputElement).value).toBe("已致歉");
  });

  it("asks only once when every number has ended", async () => {
    await open([]);
    expect(dialog.text()).toContain("所有的号都已结束");
    await send();
    expect(sent()).toEqual([[{ remaining: [] }]]);
  });

  it("offers no day before tomorrow", async () => {
    await open();
    expect(field("A001", "约定日期").attributes("min")).toBe("2026-11-26");
  });
});
