import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { aSlot } from "../../testing/bookings.ts";
import TimeChoice from "./TimeChoice.vue";

const day = { date: "2026-11-25", slots: [aSlot("10:30", 2), aSlot("11:00", 0), aSlot("00:30", 1, "2026-11-26")] };
const shown = (chosen: string | null = null) =>
  mount(TimeChoice, { props: { day, timezone: "Asia/Shanghai", chosen } });

describe("the times of a day", () => {
  it("stand on the hall's clock with the room they have", () => {
    expect(shown().findAll("button").map((button) => button.text())).toEqual([
      "10:30余 2", "11:00约满", "次日00:30余 1",
    ]);
  });

  it("are chosen by a press, but for those taken", async () => {
    const choice = shown("2026-11-25T02:30:00.000Z");
    const [first, full] = choice.findAll("button");
    expect(first?.attributes("aria-pressed")).toBe("true");
    expect(full?.attributes("disabled")).toBeDefined();

    await first?.trigger("click");

    expect(choice.emitted("choose")).toEqual([["2026-11-25T02:30:00.000Z"]]);
  });
});
