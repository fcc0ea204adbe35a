import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";
import { nextTick } from "vue";

import WhoComes from "./WhoComes.vue";

function shown(most = 3) {
  const form = mount(WhoComes, {
    props: {
      most,
      working: false,
      wrong: null,
      persons: 1,
      phone: "",
      "onUpdate:persons": (persons: number) => form.setProps({ persons }),
      "onUpdate:phone": (phone: string) => form.setProps({ phone }),
    },
    attachTo: document.body,
  });
  const send = async (phone: string) => {
    await form.get("input").setValue(phone);
    await form.get("form").trigger("submit");
    await nextTick();
    return form.find("[role=alert]").exists() ? form.get("[role=alert]").text() : "";
  };
  return { form, send };
}

describe("who comes", () => {
  it("is found by a phone number, however it is written", async () => {
    const { form, send } = shown();

    expect(await send("138 0000-1234")).toBe("");
    await send("+85298765432");

    expect(form.emitted("book")).toEqual([
      [{ persons: 1, phone: "13800001234" }], [{ persons: 1, phone: "+85298765432" }],
    ]);
    form.unmount();
  });

  it("is told at the field what is wrong with the number", async () => {
    const { form, send } = shown();

    expect(await send("")).toBe("请填写手机号。");
    expect(await send("张三")).toContain("手机号有误");
    expect(await send("1380000123")).toBe("手机号应为 11 位，现在是 10 位。");
    expect(document.activeElement).toBe(form.get("input").element);
    expect(form.get("input").attributes("aria-invalid")).toBe("true");
    expect(form.emitted("book")).toBeUndefined();
    form.unmount();
  });

  it("shows the server's no at the field as well", async () => {
    const { form } = shown();

    await form.setProps({ wrong: "phoneWrong" });
    await nextTick();

    expect(form.get("[role=alert]").text()).toContain("手机号有误");
    form.unmount();
  });

  it("counts from one to the most that a number may stand for", async () => {
    const { form, send } = shown(2);
    const [less, more] = [form.get("[aria-label=少一人]"), form.get("[aria-label=多一人]")];
    expect(less.attributes("disabled")).toBeDefined();

    await more.trigger("click");
    expect(form.get("output").text()).toBe("2 人");
    expect(more.attributes("disabled")).toBeDefined();
    await send("13800001234");

    expect(form.emitted("book")).toEqual([[{ persons: 2, phone: "13800001234" }]]);
    expect(shown(1).form.find("output").exists()).toBe(false);
    form.unmount();
  });
});
