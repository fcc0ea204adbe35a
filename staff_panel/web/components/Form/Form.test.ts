import { mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, describe, expect, it } from "vitest";

import { blank, type Draft } from "../../registers/form.ts";
import { field } from "../../testing/registers.ts";
import Form from "./Form.vue";

const text = (zh: string) => ({ zh, en: zh });
const FIELDS = [
  field("about", { title: text("事由"), required: true, most: 40, hint: text("一句话") }),
  field("note", { title: text("说明"), kind: "long-text", most: 200 }),
  field("until", { title: text("到何时"), kind: "time" }),
  field("on", { title: text("日期"), kind: "date" }),
  field("persons", { title: text("人数"), kind: "count", most: 9 }),
  field("content", { title: text("满意"), kind: "yes-no" }),
  field("how", { title: text("方式"), kind: "choice", choices: [{ name: "phone", title: text("电话") }] }),
  field("why", { title: text("原因"), presets: [text("材料不全"), text("等候过久")] }),
];

describe("a form of fields", () => {
  let form: VueWrapper;

  function shown(more: Record<string, unknown> = {}): VueWrapper {
    let draft: Draft = blank(FIELDS);
    form = mount(Form, {
      props: {
        fields: FIELDS,
        modelValue: draft,
        wrongs: {},
        timezone: "Asia/Shanghai",
        now: Date.parse("2026-11-25T10:24:00+08:00"),
        "onUpdate:modelValue": (changed: Draft) => void form.setProps({ modelValue: (draft = changed) }),
        ...more,
      } as never,
      attachTo: document.body,
    });
    return form;
  }
  const typed = () => form.props("modelValue" as never) as unknown as Draft;
  const labelled = (words: string): HTMLInputElement => {
    const label = form.findAll("label").find((one) => one.text().startsWith(words));
    const id = label?.attributes("for");
    return (id ? document.getElementById(id) : label?.find("input").element) as HTMLInputElement;
  };

  afterEach(() => form.unmount());

  it("has a label for each, says which must be filled in, and begins with the first", () => {
    shown();

    for (const { title } of FIELDS) expect(labelled(title.zh), title.zh).toBeInstanceOf(HTMLElement);
    expect(form.findAll(".form__must")).toHaveLength(1);
    expect(labelled("事由").required).toBe(true);
    expect(labelled("事由").autofocus).toBe(true);
    expect(form.get(".field-hint").text()).toBe("一句话");
  });

  it("keeps what is typed in each kind of field, and no more letters than fit", async () => {
    shown();
    const put = async (words: string, value: string) => {
      const target = labelled(words);
      target.value = value;
      target.dispatchEvent(new Event(target.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
      await form.vm.$nextTick();
    };

    await put("事由", "等候");
    await put("说明", "两行\n字");
    await put("到何时", "2026-11-25T12:00");
    await put("日期", "2026-12-05");
    await put("人数", "3");
    await put("方式", "phone");
    await form.get("input[type='checkbox']").setValue(true);

    expect(typed()).toEqual({
      about: "等候", note: "两行\n字", until: "2026-11-25T12:00", on: "2026-12-05", persons: "3", how: "phone",
      content: true, why: "",
    }); // prettier-ignore
    expect(labelled("事由").maxLength).toBe(40);
    expect(form.get(".form__letters").text()).toBe("4 / 200 字");
  });

  it("takes a ready-made text by its digit", async () => {
    shown();
    labelled("原因").dispatchEvent(new KeyboardEvent("keydown", { key: "2", bubbles: true }));
    await form.vm.$nextTick();

    expect(typed().why).toBe("等候过久");
  });

  it("offers times from now, on the hall's clock", async () => {
    shown({ hours: { until: [1, 2] } });

    await form.findAll(".chip").find((chip) => chip.text() === "2 小时后")?.trigger("click");

    expect(typed().until).toBe("2026-11-25T12:24");
  });

  it("says at each field what is wrong with it", () => {
    shown({ wrongs: { about: "missing", persons: "count", on: { said: "Input should be a valid date" } } });

    for (const [words, wrong] of [["事由", "请填写这一项"], ["人数", "请填一个不超过 9 的数"], ["日期", "请检查这一项"]] as const) {
      const target = labelled(words);
      expect(target.getAttribute("aria-invalid"), words).toBe("true");
      expect(document.getElementById(target.getAttribute("aria-describedby") ?? "")?.textContent?.trim()).toBe(wrong);
    }
    expect(labelled("说明").hasAttribute("aria-invalid")).toBe(false);
  });
});
