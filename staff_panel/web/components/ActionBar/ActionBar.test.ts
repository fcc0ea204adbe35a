import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { KEY_OF } from "../../panel/keys.ts";
import { NOW, counterView, currentTicket } from "../../testing/fixtures.ts";
import ActionBar from "./ActionBar.vue";

const bar = (view = counterView()) => mount(ActionBar, { props: { view, now: NOW, busy: false } });

describe("the actions", () => {
  it("shows each action's key on its button, for eyes and for screen readers", () => {
    const buttons = bar().findAll("button");
    expect(buttons).toHaveLength(13);
    for (const button of buttons) {
      expect(button.get("kbd").text()).toBe(button.attributes("aria-keyshortcuts"));
      expect(Object.values(KEY_OF)).toContain(button.get("kbd").text());
    }
  });

  it("has one that stands out", () => {
    const standsOut = (view = counterView()) =>
      bar(view)
        .findAll("button")
        .filter((button) => !button.classes("button--quiet"))
        .map((button) => button.text());
    expect(standsOut()).toEqual(["下一位 N"]);
    expect(standsOut(counterView({ current: currentTicket("A012") }))).toEqual(["开始办理 S"]);
    expect(standsOut(counterView({ pause: { reason: "用餐", since: "2026-11-25T02:00:00Z", back_at: null } }))).toEqual([
      "恢复服务 B",
    ]);
  });

  it("dims what makes no sense now, without taking it out of reach of the keyboard", () => {
    const [, , finish] = bar().findAll("button");
    expect(finish?.attributes("aria-disabled")).toBe("true");
    expect(finish?.attributes("disabled")).toBeUndefined();
  });

  it("counts down to the next recall", () => {
    const again = new Date(NOW + 12_000).toISOString();
    const view = counterView({ current: currentTicket("A012", { can_recall_at: again }) });
    expect(bar(view).text()).toContain("重呼 12\u00a0秒");
  });
});
