import { problemOf } from "@queue/client/testing";
import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Office } from "../../manager/live.ts";
import Reports from "./Reports.vue";

describe("the reports", () => {
  const print = vi.fn();
  const ask = vi.fn();
  let made = 0;
  let page: VueWrapper;
  const title = { zh: "延时服务报表", en: "After hours" };

  beforeEach(async () => {
    made = 0;
    print.mockReset();
    vi.stubGlobal("print", print);
    ask.mockReset().mockImplementation((name: string, from: string, to: string) =>
      Promise.resolve({
        name,
        title,
        hall: { zh: "测试大厅", en: "Test hall" },
        timezone: "Asia/Shanghai",
        from,
        to,
        made_at: `2026-11-25T02:00:0${made++}Z`,
        summary: [],
        tables: [],
      }),
    );
    const office = { report: ask, reportAddress: () => "/file" } as unknown as Office;
    const offered = { reports: [{ name: "after-hours", title }], files: ["csv", "pdf"] };
    const [from, to] = ["2026-11-25", "2026-11-25"];
    page = mount(Reports, { props: { office, offered, name: "after-hours", from, to, state: "open" } });
    await flushPromises();
  });

  afterEach(() => {
    page.unmount();
    vi.unstubAllGlobals();
  });

  const time = () => page.get(".report__fresh").text();
  const button = (words: string) => {
    const found = page.findAll("button").find((one) => one.text() === words);
    if (!found) throw new Error(words);
    return found;
  };

  it("are those that the server offers, with their files", () => {
    expect(page.findAll("option").map((one) => one.text())).toEqual(["延时服务报表"]);
    expect(page.findAll("a").map((one) => one.text())).toEqual(["CSV", "PDF"]);
    expect(ask).toHaveBeenCalledWith("after-hours", "2026-11-25", "2026-11-25");
  });

  it("say when they were made, and are made anew on request", async () => {
    expect(time()).toContain("10:00:00 生成");

    await button("刷新").trigger("click");
    await flushPromises();

    expect(time()).toContain("10:00:01 生成");
  });

  it("are made anew when the day closes", async () => {
    await page.setProps({ state: "closed" });
    await flushPromises();

    expect(time()).toContain("10:00:01 生成");
  });

  it("are made anew before they are printed", async () => {
    await button("打印").trigger("click");
    await flushPromises();

    expect(print).toHaveBeenCalledOnce();
    expect(page.get(".report__made").text()).toBe("10:00:01 生成");
  });

  it("are not printed when they cannot be made", async () => {
    ask.mockRejectedValueOnce(problemOf("offline"));
    await button("打印").trigger("click");
    await flushPromises();

    expect(print).not.toHaveBeenCalled();
    expect(page.text()).toContain("连不上服务器");
  });
});
