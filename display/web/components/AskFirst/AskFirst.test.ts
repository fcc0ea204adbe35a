import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import AskFirst from "./AskFirst.vue";

function shown() {
  const words = { press: "取消预约", question: "确定取消吗？", told: "这个时间会让给别人。", keep: "保留", sure: "确定取消" };
  const asked = mount(AskFirst, { props: { ...words, working: false }, attachTo: document.body });
  const press = (name: string) => asked.findAll("button").find((button) => button.text() === name)?.trigger("click");
  return { asked, press };
}

describe("a press that cannot be taken back", () => {
  it("is done only when it is sure", async () => {
    const { asked, press } = shown();

    await press("取消预约");
    expect(asked.emitted("sure")).toBeUndefined();
    expect(document.activeElement?.textContent).toContain("这个时间会让给别人。");

    await press("确定取消");
    expect(asked.emitted("sure")).toHaveLength(1);
    asked.unmount();
  });

  it("leaves the keyboard where it began when it was not meant", async () => {
    const { asked, press } = shown();

    await press("取消预约");
    await press("保留");

    expect(asked.text()).toBe("取消预约");
    expect(document.activeElement?.textContent).toContain("取消预约");
    asked.unmount();
  });
});
