import { Problem } from "@queue/client";
import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, describe, expect, it } from "vitest";

import { createRegisters } from "../../registers/link.ts";
import { NOW, TIMEZONE } from "../../testing/fixtures.ts";
import { fakeHall, type FakeHall } from "../../testing/hall.ts";
import { entry, line, register, routerAt } from "../../testing/registers.ts";
import EntryPage from "./EntryPage.vue";

const ENTRY = "GET /halls/h/registers/letters/1";

describe("the page of an entry", () => {
  let page: VueWrapper;
  let server: FakeHall;

  async function shown(answer: unknown): Promise<void> {
    server = fakeHall({ [ENTRY]: answer });
    page = mount(EntryPage, {
      props: {
        registers: createRegisters(server.api, () => "/halls/h"),
        register: register(),
        entry: "1",
        counts: {},
        timezone: TIMEZONE,
        now: NOW,
        back: "/h/registers/letters?state=open",
      },
      global: { plugins: [await routerAt("/h/registers/letters/1")] },
      attachTo: document.body,
    });
    await flushPromises();
  }

  const button = (words: string) => page.findAll("button").find((one) => one.text().startsWith(words));
  const history = { entry: entry("1"), lines: [line("letter.came"), line("letter.read", { seq: 9, by: "system" })] };

  afterEach(() => page.unmount());

  it("tells what the entry says, what became of it and by whom; the keyboard comes along", async () => {
    await shown(history);

    expect(page.get("h2").text()).toBe("L-1");
    expect(document.activeElement).toBe(page.get("h2").element);
    expect(page.get("dl").text()).toContain("等候时间");
    expect(page.findAll("li").map((one) => one.text())).toEqual([
      expect.stringMatching(/09:30.*letter\.came.*周敏/),
      expect.stringMatching(/09:30.*letter\.read$/),
    ]);
    expect(page.get("a").attributes("href")).toBe("/h/registers/letters?state=open");
  });

  it("offers what can be done to it, asks what that needs, and shows it anew", async () => {
    await shown(history);
    server.answers.set("POST /halls/h/registers/letters/1/answer", entry("1", { state: "answered" }));
    server.answers.set(ENTRY, { ...history, entry: entry("1", { state: "answered" }) });
    expect(button("登记来信")).toBeUndefined();

    await button("答复")?.trigger("click");
    await page.get("textarea").setValue("已改进");
    await page.get("dialog form").trigger("submit");
    await flushPromises();

    expect(server.requests[1]).toEqual(["POST /halls/h/registers/letters/1/answer", { words: "已改进" }]);
    expect(page.get(".pill").text()).toBe("已答复");
    expect(button("答复")).toBeUndefined();
    expect(button("归档")).toBeDefined();
  });

  it("reads the entry again when the register's counts change", async () => {
    await shown(history);

    await page.setProps({ counts: { letters: { open: 0, overdue: 0 } } });
    await flushPromises();

    expect(server.requests).toHaveLength(2);
  });

  it("says that there is none, with the way back", async () => {
    await shown(new Problem("unknown-entry", { zh: "台账里没有这一条", en: "There is no such entry" }, 404));

    expect(page.get("[role='alert']").text()).toContain("台账里没有这一条");
    expect(button("重试")).toBeUndefined();
    expect(page.get("a").text()).toContain("返回列表");
  });

  it("offers to try again in trouble", async () => {
    await shown(Problem.offline());
    server.answers.set(ENTRY, history);

    await button("重试")?.trigger("click");
    await flushPromises();

    expect(page.get("h2").text()).toBe("L-1");
  });
});
