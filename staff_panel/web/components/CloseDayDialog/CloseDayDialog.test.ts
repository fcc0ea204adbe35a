import { Problem } from "@queue/client";
import type { VueWrapper } from "@vue/test-utils";
import { afterEach, describe, expect, it } from "vitest";

import { shown } from "../../testing/dialogs.ts";
import { NOW, liveView, staffTicket } from "../../testing/fixtures.ts";
import CloseDayDialog from "./CloseDayDialog.vue";

const two = [staffTicket("A001"), staffTicket("B002")];

describe("closing the day", () => {
  let dialog: VueWrapper;
  const open = async (remaining = two): Promise<void> => {
    const props = { view: liveView({ remaining }), now: NOW, busy: false, problem: null };
    dialog = await shown(CloseDayDialog, props);
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

  afterEach(() => dialog.unmount());

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
    dialog = await shown(CloseDayDialog, { view, now: NOW, busy: false, problem: null });
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
    await dialog.setProps({ problem: new Problem("tickets-remain", "", 409, { labels: ["A009"] }) });
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
