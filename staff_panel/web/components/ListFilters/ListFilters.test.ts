import { mount } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { register } from "../../testing/registers.ts";
import ListFilters from "./ListFilters.vue";

const nothing = { state: "", from: "", to: "", search: "" };
const shown = (more: Record<string, unknown> = {}) =>
  mount(ListFilters, { props: { list: { ...nothing, ...more }, states: register().states, dated: true } });

describe("what a list is narrowed to", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is a state, or all that are open", async () => {
    const filters = shown();

    expect(filters.findAll("option").map((option) => option.text())).toEqual([
      "全部", "未了结的", "已答复", "已归档",
    ]); // prettier-ignore
    await filters.get("select").setValue("filed");

    expect(filters.emitted("change")).toEqual([[{ ...nothing, state: "filed" }]]);
  });

  it("are days", async () => {
    const filters = shown({ state: "filed" });

    await filters.get("input[type='date']").setValue("2026-11-01");

    expect(filters.emitted("change")).toEqual([[{ ...nothing, state: "filed", from: "2026-11-01" }]]);
  });

  it("are words, once their typing rests, or at once by Enter", async () => {
    const filters = shown();
    const words = filters.get("input[type='search']");

    await words.setValue("3");
    await words.setValue("3号");
    expect(filters.emitted("change")).toBeUndefined();
    vi.runAllTimers();
    expect(filters.emitted("change")).toEqual([[{ ...nothing, search: "3号" }]]);

    await words.setValue("4号");
    await filters.get("form").trigger("submit");
    expect(filters.emitted("change")?.[1]).toEqual([{ ...nothing, search: "4号" }]);
  });

  it("goes all at once", async () => {
    expect(shown().find("button").exists()).toBe(false);
    const filters = shown({ search: "3号", from: "2026-11-01" });

    await filters.get("button").trigger("click");

    expect(filters.emitted("change")).toEqual([[nothing]]);
  });
});
