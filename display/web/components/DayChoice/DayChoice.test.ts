import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { aSlot } from "../../testing/bookings.ts";
import DayChoice from "./DayChoice.vue";

const days = [
  { date: "2026-11-25", slots: [aSlot("10:30", 0), aSlot("11:00", 0)] },
  { date: "2026-11-26", slots: [aSlot("10:30", 0), aSlot("11:00", 1)] },
  { date: "2026-11-30", slots: [aSlot("10:30", 2)] },
];
const shown = (part = days) =>
  mount(DayChoice, { props: { days: part, today: "2026-11-25", timezone: "Asia/Shanghai", chosen: null } });

describe("the days that can be booked", () => {
  it("have their weekday, and how near they are", () => {
    expect(shown().findAll("button").map((button) => button.text())).toEqual([
      "11月25日星期三约满", "11月26日星期四明天", "11月30日星期一",
    ]);
  });

  it("are chosen by a press, but for those without room", async () => {
    const choice = shown();
    const [full, near] = choice.findAll("button");
    expect(full?.attributes("disabled")).toBeDefined();

    await near?.trigger("click");

    expect(choice.emitted("choose")).toEqual([["2026-11-26"]]);
  });

  it("say what remains possible when all of them are full, or there is none", () => {
    expect(shown(days.slice(0, 1)).text()).toContain("可以直接到大厅取号办理");
    expect(shown([]).text()).toContain("已全部约满");
    expect(shown().text()).not.toContain("已全部约满");
  });
});
