import { problemOf } from "@queue/client/testing";
import { flushPromises, type VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { shown, typed } from "../../testing/dialogs.ts";
import { hallInfo } from "../../testing/fixtures.ts";
import IssueDialog from "./IssueDialog.vue";

describe("a number issued by hand", () => {
  let dialog: VueWrapper;
  const open = async (more = {}): Promise<void> => {
    const now = Date.parse("2026-11-25T02:20:30Z"); // 10:20:30 in the hall
    const props = { hall: hallInfo(), late: false, likely: null, now, issued: null, busy: false, problem: null };
    dialog = await shown(IssueDialog, { ...props, ...more });
  };
  const field = (index: number) => dialog.findAll("input")[index];
  const send = () => dialog.get("form").trigger("submit");
  const sent = () => dialog.emitted("send");

  beforeEach(() => localStorage.clear());
  afterEach(() => dialog.unmount());

  it("needs a service; lane and persons have their usual values", async () => {
    await open();
    await send();
    expect(sent()).toBeUndefined();

    await field(0)?.setValue("2");
    await send();
    expect(sent()).toEqual([[{ service: "exit-entry", lane: "ordinary", persons: 1 }]]);
  });

  it("offers the lane that needs approval, with a reason, and never the lane of carried-over cases", async () => {
    await open({ likely: "household" });
    expect(dialog.text()).toContain("须负责人批准");
    expect(dialog.text()).not.toContain("顺延");

    await field(1)?.setValue("3");
    await send();
    expect(sent()).toBeUndefined();

    await typed(dialog, ".preset-field input", "孩子就医");
    await send();
    expect(sent()).toEqual([[{ service: "household", lane: "urgent", persons: 1, reason: "孩子就医" }]]);
  });

  it("asks why somebody is still admitted when numbers have stopped", async () => {
    await open({ likely: "household", late: true });
    await send();
    expect(sent()).toBeUndefined();
    await dialog.get(".preset-field input").trigger("keydown", { key: "1" });
    await send();
    expect(sent()?.[0]).toEqual([expect.objectContaining({ reason: "已在大厅内等候" })]);
  });

  it("enters a number written by hand with its own time and why", async () => {
    await open({ likely: "household" });
    expect(dialog.find("[placeholder='10:05']").exists()).toBe(false);
    await dialog.findAll("[type='checkbox']")[1]?.setValue(true);
    await send();
    expect(sent()).toBeUndefined();

    await dialog.get("[placeholder='10:05']").setValue("1005");
    await send();
    expect(sent()).toBeUndefined();
    await dialog.get(".preset-field input").trigger("keydown", { key: "1" });
    await send();
    expect(sent()).toBeUndefined(); // the mark of the paper is still missing
    expect(document.activeElement).toBe(dialog.get("[id$='-mark']").element);

    await typed(dialog, "[id$='-mark']", " 手1 ");
    await send();
    expect(sent()?.[0]).toEqual([
      expect.objectContaining({ taken_at: "2026-11-25T02:05:00.000Z", reason: "停电时手写，纸上的号：手1" }),
    ]);
  });

  it("asks why a number is given beyond the quota, once the server has said so", async () => {
    await open({ likely: "household" });
    await send();
    expect(sent()).toHaveLength(1);
    await dialog.setProps({ problem: problemOf("reason-needed") });
    await flushPromises();
    expect(document.activeElement).toBe(dialog.get(".preset-field input").element);
    await send();
    expect(sent()).toHaveLength(1);
    await typed(dialog, ".preset-field input", "行动不便");
    await send();
    expect(sent()?.[1]).toEqual([expect.objectContaining({ reason: "行动不便" })]);
  });

  it("takes the keyboard to the reason when numbers have stopped between opening it and sending", async () => {
    await open({ likely: "household" });
    await send();
    await dialog.setProps({ late: true, problem: problemOf("reason-needed") });
    await flushPromises();
    expect(document.activeElement).toBe(dialog.get(".preset-field input").element);
  });

  it("does not send more persons than the hall allows", async () => {
    await open({ likely: "household" });
    await dialog.get("[inputmode='numeric']").setValue("10");
    await send();
    expect(sent()).toBeUndefined();
  });

  it("remembers the printer for the next time", async () => {
    await open({ likely: "household" });
    await dialog.get("select").setValue("printer-1");
    await send();
    dialog.unmount();

    await open({ likely: "household" });
    await send();
    expect(sent()?.[0]).toEqual([expect.objectContaining({ printer: "printer-1" })]);
  });
});
