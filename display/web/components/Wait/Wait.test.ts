import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { aDay, aTicket } from "../../testing/views.ts";
import Wait from "./Wait.vue";

const shown = (part: Parameters<typeof aTicket>[0]): string =>
  mount(Wait, { props: { ticket: aTicket(part), stale: false } }).text();

describe("the wait on a phone", () => {
  it("is people ahead and a range, never a point", () => {
    expect(shown({})).toMatch(/前面还有\s*6 人\s*等候时间\s*约 12–25 分钟/);
  });

  it("says who is next", () => {
    expect(shown({ ahead: 0 })).toContain("下一位就是您");
  });

  it("promises nobody that they are next while no counter is on post", () => {
    const words = shown({ ahead: 0, forecast: null });
    expect(words).toContain("0 人");
    expect(words).not.toContain("下一位就是您");
  });

  it("says that the midday break lies in it", () => {
    const forecast = { low_s: 7870, mid_s: 7900, high_s: 7910, low_min: 130, high_min: 140 };
    const afternoon = { opens_at: "2026-11-25T06:00:00Z", closes_at: "2026-11-25T09:30:00Z" };
    const day = aDay({ sessions: [...aDay().sessions, afternoon] });
    expect(shown({ day, forecast, at: "2026-11-25T03:50:00Z" })).toContain("约 130–140 分钟含午休，14:00 继续叫号");
    expect(shown({ day, forecast, at: "2026-11-25T06:10:00Z" })).not.toContain("午休");
  });

  it("admits that it cannot tell while no counter is on post", () => {
    expect(shown({ forecast: null })).toContain("暂无法估计");
  });
});
