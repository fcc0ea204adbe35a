import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import Keypad from "./Keypad.vue";

const DIGITS = [..."0123456789"];

function shown(modelValue: string, keys: string[] = ["A", "B", ...DIGITS], most = 4, busy = false) {
  const pad = mount(Keypad, { props: { modelValue, keys, most, label: "您的号码", busy } });
  const key = (words: string) => {
    const found = pad.findAll("button").find((button) => button.text().includes(words));
    if (!found) throw new Error(`no key ${words}`);
    return found;
  };
  return { pad, key, told: () => pad.emitted("update:modelValue")?.flat() };
}

it("types letters and digits, up to the most", async () => {
  const { key, told } = shown("A");
  await key("0").trigger("click");
  expect(told()).toEqual(["A0"]);

  const full = shown("A012");
  await full.key("3").trigger("click");
  expect(full.told()).toEqual(["A012"]);
});

it("takes the last one back, or everything", async () => {
  const { key, told } = shown("A01");

  await key("删除").trigger("click");
  await key("清除").trigger("click");

  expect(told()).toEqual(["A0", ""]);
});

it("shows what was typed, by its name", () => {
  expect(shown("A0").pad.get("output[aria-label=您的号码]").text()).toBe("A0");
});

it("has the keys that it is given: digits alone, or one letter beside the 0", () => {
  const order = (keys: string[]) => shown("", keys).pad.findAll("button").map((button) => button.text());

  expect(order(DIGITS)).toEqual([..."123456789", "清除", "0", "⌫ 删除"]);
  expect(order([...DIGITS, "X"])).toEqual([..."123456789", "X", "0", "⌫ 删除"]);
  expect(order(["B", "A", ...DIGITS]).slice(0, 2)).toEqual(["B", "A"]);
});

it("can be pressed by nobody while what was typed is looked up", () => {
  const { pad } = shown("A", undefined, undefined, true);

  expect(pad.findAll("button").every((button) => button.attributes("disabled") !== undefined)).toBe(true);
});
