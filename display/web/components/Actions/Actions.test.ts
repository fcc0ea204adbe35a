import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { aTicket } from "../../testing/views.ts";
import Actions from "./Actions.vue";

function shown(part: Parameters<typeof aTicket>[0] = {}) {
  const actions = mount(Actions, { props: { ticket: aTicket(part), working: false } });
  const buttons = () => actions.findAll("button");
  const press = (words: string) => buttons().find((button) => button.text() === words)?.trigger("click");
  return { actions, press };
}

describe("what a citizen can do", () => {
  it("asks once more before a number is given up", async () => {
    const { actions, press } = shown();

    await press("取消号码");
    expect(actions.emitted("cancel")).toBeUndefined();
    expect(actions.text()).toContain("确定取消 A012 吗？");

    await press("确定取消");
    expect(actions.emitted("cancel")).toHaveLength(1);
  });

  it("keeps the number when the citizen thinks better of it", async () => {
    const { actions, press } = shown();

    await press("取消号码");
    await press("保留号码");

    expect(actions.emitted("cancel")).toBeUndefined();
    expect(actions.text()).toBe("取消号码");
  });

  it("drops the question when the number is called meanwhile", async () => {
    const { actions, press } = shown();
    await press("取消号码");

    await actions.setProps({ ticket: aTicket({ state: "called" }) });

    expect(actions.text()).not.toContain("确定取消");
  });

  it("reports again after a miss", async () => {
    const { actions, press } = shown({ state: "missed", can_rejoin: true, can_cancel: false });

    await press("重新报到");

    expect(actions.emitted("rejoin")).toHaveLength(1);
    expect(actions.text()).not.toContain("取消");
  });
});
