import { flushPromises, type VueWrapper } from "@vue/test-utils";
import { afterEach, describe, expect, it } from "vitest";

import { shown } from "../../testing/dialogs.ts";
import { appointment, hallInfo, slots } from "../../testing/fixtures.ts";
import BookDialog from "./BookDialog.vue";

describe("booking a time for somebody", () => {
  let dialog: VueWrapper;
  let asked = 0;
  const bookings = {
    slots: () => {
      asked += 1;
      return Promise.resolve(slots);
    },
  };
  const open = async (more = {}): Promise<void> => {
    const hall = hallInfo({ bookable: ["household"] });
    const props = { hall, bookings, likely: null, booked: null, busy: false, problem: null };
    dialog = await shown(BookDialog, { ...props, ...more });
  };
  const field = (index: number) => dialog.findAll("input")[index];
  const send = () => dialog.get("form").trigger("submit");

  afterEach(() => dialog.unmount());

  it("begins at the first day with room, and offers no time that is full", async () => {
    await open();

    expect(dialog.text()).toContain("11月25日星期三");
    expect(dialog.text()).toContain("已约满");
    expect(dialog.text()).toContain("09:30");
    expect(dialog.text()).not.toContain("09:00");
  });

  it("sends the time with whoever it is for, by keyboard alone", async () => {
    await open();
    await field(2)?.setValue("1");
    await field(4)?.setValue("138");
    await send();
    expect(dialog.emitted("send")).toBeUndefined();
    expect(dialog.text()).toContain("完整的手机号");

    await field(4)?.setValue(" 13800001234 ");
    await field(5)?.setValue("王五");
    await send();

    expect(dialog.emitted("send")).toEqual([
      [{ service: "household", slot_at: "2026-11-26T01:30:00Z", persons: 1, phone: "13800001234", name: "王五" }],
    ]);
  });

  it("needs a time", async () => {
    await open();
    await send();

    expect(dialog.emitted("send")).toBeUndefined();
    expect(dialog.find("[aria-invalid='true']").exists()).toBe(true);
  });

  it("reads the times again when one could not be booked", async () => {
    await open();
    const before = asked;
    await dialog.setProps({ problem: new Error("slot-full") });
    await flushPromises();

    expect(asked).toBe(before + 1);
  });

  it("tells the code that the citizen needs", async () => {
    await open({ booked: appointment({ code: "042137" }) });

    expect(dialog.get("[role='status']").text()).toContain("042137");
  });

  it("says so when the hall takes no appointments", async () => {
    await open({ hall: hallInfo({ bookable: [] }) });

    expect(dialog.text()).toContain("没有开放预约");
    expect(dialog.find("[type='submit']").exists()).toBe(false);
  });
});
