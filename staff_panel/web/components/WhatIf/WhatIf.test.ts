import { language, type DayPlayed, type HallInfo } from "@queue/client";
import { problemOf } from "@queue/client/testing";
import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Office } from "../../manager/live.ts";
import WhatIf from "./WhatIf.vue";

const text = (zh: string, en = zh) => ({ zh, en });
const hall = {
  counters: [{ id: "1", name: text("1号窗口", "Counter 1") }],
  lanes: [{ lane: "elderly", name: text("老年人", "Elderly") }],
  services: [{ service: "household", name: text("户政", "Household") }],
} as unknown as HallInfo;

const spread = (mean: number) => ({ called: 3, mean_s: mean, median_s: mean, p90_s: mean, longest_s: mean });
const day = (name: DayPlayed["name"], mean: number, waiting: number[]): DayPlayed => ({
  name,
  tickets: 3,
  served: 3,
  never_called: 0,
  refused: {},
  wait: spread(mean),
  lanes: { elderly: spread(mean) },
  services: { household: spread(mean) },
  closing: { closing_at: null, waiting: 0, serving: 0, served_after: 0, last_end_at: null, extended_s: 0 },
  manned_s: 3600,
  busy: 0.5,
  waiting,
});

describe("what if", () => {
  const ask = vi.fn();
  let page: VueWrapper;

  const open = async () => {
    page = mount(WhatIf, { props: { office: { whatIf: ask } as unknown as Office, hall }, attachTo: document.body });
    await flushPromises();
  };
  const row = (name: string) => page.findAll("tbody tr").find((one) => one.get("th").text() === name);

  beforeEach(() => {
    ask.mockReset().mockResolvedValue({
      date: "2026-11-24",
      timezone: "Asia/Shanghai",
      at: ["2026-11-24T01:00:00Z", "2026-11-24T02:00:00Z", "2026-11-24T03:00:00Z"],
      days: [day("", 700, [0, 4, 0]), day("plan", 600, [0, 3, 0]), day("change", 425, [0, 1, 0])],
    });
  });

  afterEach(() => {
    page.unmount();
    language.value = "zh";
  });

  it("plays the last day that is over with one more counter as soon as it is opened", async () => {
    await open();

    const change = { like: ["1"], closing_min: 0, lane: null, rate: null, head_start_min: null };
    expect(ask).toHaveBeenCalledWith({ date: null, every_counter: false, changes: [change] });
    expect(page.findAll("thead th").map((one) => one.text())).toEqual([
      "时长为 分:秒", "当天实际", "现行方案", "多开一个1号窗口",
    ]); // prettier-ignore
    expect(row("平均等候")?.findAll("td").map((one) => one.text().replace(/\s+/g, " "))).toEqual([
      "11:40", "10:00", "−2:55 7:05",
    ]); // prettier-ignore
    expect(page.findAll(".waiting-chart > svg .waiting-chart__line")).toHaveLength(3);
  });

  it("asks for what is filled in, and leaves out a variation that changes nothing", async () => {
    await open();
    const [like, closing, lane] = page.findAll(".what-if-form select");
    await like?.setValue("");
    await closing?.setValue("60");
    await lane?.setValue("elderly");
    await page.get(".what-if-form input").setValue(30);
    await page.get(".what-if__form > .link").trigger("click");
    await page.get("form").trigger("submit");
    await flushPromises();

    const change = { like: [], closing_min: 60, lane: "elderly", rate: null, head_start_min: 30 };
    expect(ask).toHaveBeenLastCalledWith({ date: "2026-11-24", every_counter: false, changes: [change] });
    expect(page.get("thead th:last-child").text()).toBe("晚 60 分钟下班，老年人提前 30 分钟");
  });

  it("speaks the page's language at once, without playing again", async () => {
    await open();

    language.value = "en";
    await flushPromises();

    expect(page.findAll("thead th").map((one) => one.text())).toEqual([
      "Spans in min:sec", "As it was", "Present plan", "One more Counter 1",
    ]); // prettier-ignore
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it("says that no day is over yet", async () => {
    ask.mockResolvedValue({ date: null, timezone: "Asia/Shanghai", at: [], days: [] });

    await open();

    expect(page.text()).toContain("还没有已结束的服务日");
  });

  it("says why a day cannot be played, in the server's words", async () => {
    await open();
    ask.mockRejectedValue(problemOf("no-recorded-day", {}));

    await page.get("form").trigger("submit");
    await flushPromises();

    expect(page.text()).toContain("这一天没有已结束的服务日");
  });
});
