import { afterEach, describe, expect, it } from "vitest";
import type { VueWrapper } from "@vue/test-utils";

import { shown, typed } from "../../testing/dialogs.ts";
import { OUTCOMES } from "../../testing/fixtures.ts";
import FinishDialog from "./FinishDialog.vue";

describe("the outcome of a serving", () => {
  let dialog: VueWrapper;
  const open = async (more = {}): Promise<void> => {
    const props = { label: "A012", printers: [], outcomes: OUTCOMES, timezone: "Asia/Shanghai" };
    dialog = await shown(FinishDialog, { ...props, busy: false, problem: null, ...more });
  };
  const press = (key: string) => dialog.get("dialog").trigger("keydown", { key });
  const send = () => dialog.get("form").trigger("submit");
  const sent = () => dialog.emitted("send");

  afterEach(() => dialog.unmount());

  it.each([
    ["1", "done"],
    ["2", "accepted"],
  ])("is sent at once by digit %s: %s", async (digit, outcome) => {
    await open();
    await press(digit);
    expect(sent()).toEqual([[{ outcome, label: "A012" }]]);
  });

  it("asks an acceptance that can be printed what was told, and where to print it", async () => {
    localStorage.clear();
    await open({ printers: ["desk-printer"] });
    await press("2");
    expect(sent()).toBeUndefined();
    expect(document.activeElement).toBe(dialog.get(".preset-field input").element);

    await dialog.get(".preset-field input").trigger("keydown", { key: "1" });
    await dialog.get("select").setValue("desk-printer");
    await send();
    const reason = "5 个工作日内办结，短信通知后凭此单领取";
    expect(sent()).toEqual([[{ outcome: "accepted", reason, printer: "desk-printer", label: "A012" }]]);
  });

  it("lets an acceptance go without a word and without paper", async () => {
    localStorage.clear();
    await open({ printers: ["desk-printer"] });
    await press("2");
    await send();
    expect(sent()).toEqual([[{ outcome: "accepted", label: "A012" }]]);
  });

  it("lets a notice say what is missing, and Enter send it either way", async () => {
    await open();
    await press("3");
    expect(sent()).toBeUndefined();
    expect(document.activeElement).toBe(dialog.findAll("input").slice(-1)[0]?.element);
    expect(dialog.text()).toContain("缺什么材料");

    await send();
    expect(sent()).toEqual([[{ outcome: "notice_given", label: "A012" }]]);
  });

  it("asks a refusal for its reason before it is sent", async () => {
    await open();
    await press("4");
    expect(sent()).toBeUndefined();
    expect(document.activeElement).toBe(dialog.get(".preset-field input").element);

    await send();
    expect(sent()).toBeUndefined();
    expect(dialog.text()).toContain("请填写这一项");

    await typed(dialog, ".preset-field input", " 材料不真实 ");
    await send();
    expect(sent()).toEqual([[{ outcome: "refused", reason: "材料不真实", label: "A012" }]]);
  });

  it("asks a referral where to, with ready-made places behind digits", async () => {
    await open();
    await press("5");
    await dialog.get(".preset-field input").trigger("keydown", { key: "2" });
    await send();
    expect(sent()).toEqual([[{ outcome: "referred", to: "市政务服务中心", label: "A012" }]]);
  });

  it("takes digits in the note as text, and sends the note along", async () => {
    await open();
    const [note] = dialog.findAll("input").slice(-1);
    await note?.trigger("keydown", { key: "1" });
    expect(sent()).toBeUndefined();

    await note?.setValue("1 份复印件");
    await press("1");
    expect(sent()).toEqual([[{ outcome: "done", note: "1 份复印件", label: "A012" }]]);
  });

  it("says so when Enter comes before an outcome", async () => {
    await open();
    await send();
    expect(dialog.get(".field-problem").text()).toContain("请先选择结果");
  });

  it("ignores a digit that is held down, and every one while a request is under way", async () => {
    await open();
    await dialog.get("dialog").trigger("keydown", { key: "1", repeat: true });
    expect(sent()).toBeUndefined();

    await dialog.setProps({ busy: true });
    await press("1");
    expect(sent()).toBeUndefined();
  });

  it("starts with the focus on the outcomes, which arrows walk", async () => {
    await open();
    const [first, second] = dialog.findAll(".finish-dialog__outcome");
    expect(document.activeElement).toBe(first?.element);
    await first?.trigger("keydown", { key: "ArrowDown" });
    expect(document.activeElement).toBe(second?.element);
  });
});
