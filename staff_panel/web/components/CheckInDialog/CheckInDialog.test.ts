import { flushPromises, type VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { shown, typed } from "../../testing/dialogs.ts";
import { appointment, TIMEZONE } from "../../testing/fixtures.ts";
import CheckInDialog from "./CheckInDialog.vue";

describe("somebody who has booked comes to the desk", () => {
  let dialog: VueWrapper;
  const open = async (found: unknown[], more = {}): Promise<void> => {
    const bookings = { find: () => Promise.resolve(found) };
    const props = { bookings, late: false, printers: [], issued: null, busy: false, problem: null, timezone: TIMEZONE };
    dialog = await shown(CheckInDialog, { ...props, ...more });
  };
  const send = async (): Promise<void> => {
    await dialog.get("form").trigger("submit");
    await flushPromises();
  };

  beforeEach(() => localStorage.clear());
  afterEach(() => dialog.unmount());

  it("is found with one Enter and checked in with the next", async () => {
    await open([appointment()]);
    await typed(dialog, "input", "1234");
    await send();
    expect(dialog.emitted("send")).toBeUndefined();
    expect(dialog.text()).toContain("11:00 · 户政");

    await send();
    expect(dialog.emitted("send")).toEqual([["a1", {}]]);
  });

  it("begins with the one that has not come yet", async () => {
    await open([appointment({ id: "a0", state: "checked_in", label: "A001" }), appointment()]);
    await typed(dialog, "input", "1234");
    await send();
    expect(dialog.text()).toContain("已签到 A001");

    await send();
    expect(dialog.emitted("send")?.[0]?.[0]).toBe("a1");
  });

  it("says that nothing was found, and asks again for what is typed then", async () => {
    await open([]);
    await typed(dialog, "input", "12");
    await send();
    expect(dialog.get("input").attributes("aria-invalid")).toBe("true");

    await typed(dialog, "input", "999999");
    await send();
    expect(dialog.text()).toContain("没有找到");
    expect(dialog.emitted("send")).toBeUndefined();
  });

  it("asks for a reason after the last number", async () => {
    await open([], { first: appointment(), late: true });
    await send();
    expect(dialog.emitted("send")).toBeUndefined();

    await dialog.get(".preset-field input").trigger("keydown", { key: "1" });
    await send();
    expect(dialog.emitted("send")).toEqual([["a1", { reason: "已在大厅内等候" }]]);
  });
});
