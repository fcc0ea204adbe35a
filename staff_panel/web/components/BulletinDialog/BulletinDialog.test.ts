import type { Bulletin } from "@queue/client";
import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import BulletinDialog from "./BulletinDialog.vue";

const NOW = Date.parse("2026-11-25T02:00:00Z");

const dialog = (bulletins: Bulletin[] = []) =>
  mount(BulletinDialog, { props: { bulletins, now: NOW, timezone: "Asia/Shanghai", busy: false, problem: null } });

describe("the bulletins' dialog", () => {
  it("puts a line up for some hours of the hall's clock", async () => {
    const form = dialog();
    const [zh, en] = form.findAll("input");

    await zh?.setValue(" 3号窗口今日维修 ");
    await en?.setValue("Counter 3 is closed today");
    await form.get("form").trigger("submit");

    expect(form.emitted("send")).toEqual([
      [{ zh: "3号窗口今日维修", en: "Counter 3 is closed today", until: "2026-11-25T04:00:00.000Z" }],
    ]);
  });

  it("sends nothing without words", async () => {
    const form = dialog();

    await form.get("form").trigger("submit");

    expect(form.emitted("send")).toBeUndefined();
    expect(form.get("[aria-invalid]").attributes("aria-describedby")).toBeTruthy();
  });

  it("takes down a line that is up", async () => {
    const up = { id: "b1", zh: "系统维护", en: "", at: "2026-11-25T01:00:00Z", until: "2026-11-25T04:00:00Z" };
    const form = dialog([up]);

    expect(form.text()).toContain("12:00");
    await form.get("li button").trigger("click");

    expect(form.emitted("takeDown")).toEqual([["b1"]]);
  });
});
