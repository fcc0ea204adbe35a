import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import PickList from "./PickList.vue";

const options = Array.from({ length: 12 }, (_, index) => ({ value: `s${index + 1}`, name: `事项${index + 1}` }));

function list(more: Record<string, unknown> = {}) {
  const wrapper = mount(PickList, {
    props: {
      label: "事项",
      options,
      modelValue: null,
      "onUpdate:modelValue": (value: string | null) => wrapper.setProps({ modelValue: value }),
      ...more,
    },
  });
  return wrapper;
}

describe("one of several", () => {
  it("takes the option whose place is typed, also with two digits", async () => {
    const wrapper = list();
    await wrapper.get("input").setValue("1");
    expect(wrapper.props("modelValue")).toBe("s1");
    await wrapper.get("input").setValue("12");
    expect(wrapper.props("modelValue")).toBe("s12");
  });

  it("filters by words", async () => {
    const wrapper = list({ options: [{ value: "a", name: "户政", beside: "A" }, { value: "b", name: "出入境" }] });
    await wrapper.get("input").setValue("入境");
    expect(wrapper.props("modelValue")).toBe("b");
    expect(wrapper.findAll("[role='option']")).toHaveLength(1);
  });

  it("chooses nothing when nothing matches, and says so", async () => {
    const wrapper = list();
    await wrapper.get("input").setValue("99");
    expect(wrapper.props("modelValue")).toBeNull();
    expect(wrapper.text()).toContain("没有匹配的选项");
  });

  it("moves with the arrows and tells screen readers where it is", async () => {
    const wrapper = list({ modelValue: "s2" });
    await wrapper.get("input").trigger("keydown", { key: "ArrowDown" });
    expect(wrapper.props("modelValue")).toBe("s3");
    const active = wrapper.get("input").attributes("aria-activedescendant");
    expect(wrapper.get("[aria-selected='true']").attributes("id")).toBe(active);
  });

  it("takes what was typed before the options came, and not what somebody else chose meanwhile", async () => {
    const wrapper = list({ options: [] });
    await wrapper.get("input").setValue("2");
    expect(wrapper.props("modelValue")).toBeNull();
    await wrapper.setProps({ options, modelValue: "s1" });
    expect(wrapper.props("modelValue")).toBe("s2");
  });

  it("is one stop of the keyboard, also when the list scrolls: a browser makes scrollers stops of their own", () => {
    expect(list().get("[role='listbox']").attributes("tabindex")).toBe("-1");
  });

  it("lets a number that is not listed be typed, where that makes sense", async () => {
    const wrapper = list({ free: true, options: [{ value: "A003", name: "A003" }] });
    await wrapper.get("input").setValue("b7");
    expect(wrapper.props("modelValue")).toBe("b7");
    await wrapper.get("input").setValue("a003");
    expect(wrapper.props("modelValue")).toBe("A003");
  });
});
