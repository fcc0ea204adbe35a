import { Problem } from "@queue/client";
import { problemOf } from "@queue/client/testing";
import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, describe, expect, it } from "vitest";
import type { Router } from "vue-router";

import { createRegisters } from "../../registers/link.ts";
import { NOW, TIMEZONE } from "../../testing/fixtures.ts";
import { fakeHall, type FakeHall } from "../../testing/hall.ts";
import { entry, register, routerAt } from "../../testing/registers.ts";
import RegisterPage from "./RegisterPage.vue";

const LIST = "GET /halls/h/registers/letters";

let page: VueWrapper;
let server: FakeHall;
let router: Router;

async function shown(answer: unknown, address = "/h/registers/letters", of = register()): Promise<void> {
  server = fakeHall({ [LIST + address.replace(/^[^?]*/, "")]: answer, [LIST]: answer });
  router = await routerAt(address);
  page = mount(RegisterPage, {
    props: {
      registers: createRegisters(server.api, () => "/halls/h"),
      register: of,
      hall: "h",
      counts: { letters: { open: 2, overdue: 0 } },
      timezone: TIMEZONE,
      now: NOW,
    },
    global: { plugins: [router] },
    attachTo: document.body,
  });
  await flushPromises();
}

const button = (words: string) => {
  const found = page.findAll("button").find((one) => one.text().startsWith(words));
  if (!found) throw new Error(`no button ${words}`);
  return found;
};
const asked = (): string[] => server.requests.map(([address]) => address);
const lastAsked = (): unknown[] | undefined => server.requests[server.requests.length - 1];
const two = { items: [entry("1"), entry("2", { state: "filed" })], next: null };

describe("the page of a register", () => {
  afterEach(() => page.unmount());

  it("lists the entries with their state", async () => {
    await shown(two);

    expect(page.findAll("tbody tr").map((row) => row.text())).toEqual([
      expect.stringContaining("待答复"),
      expect.stringContaining("已归档"),
    ]);
  });

  it("asks for what the address says, and gives the same list as files", async () => {
    const query = "?state=open&search=x&sort=-pages";
    await shown(two, `/h/registers/letters${query}`);

    expect(asked()).toEqual([LIST + query]);
    expect(page.findAll("a[download]").map((link) => link.attributes("href"))).toEqual(
      ["csv", "xlsx"].map((format) => `/api/v1/halls/h/registers/letters${query}&format=${format}`),
    );
  });

  it("keeps filters and sort in the address, and begins again with the first page", async () => {
    await shown(two, "/h/registers/letters?after=c1");

    await page.get("select").setValue("filed");
    await flushPromises();
    expect(router.currentRoute.value.fullPath).toBe("/h/registers/letters?state=filed");
    await page.findAll("thead button").find((head) => head.text().startsWith("页数"))?.trigger("click");
    await flushPromises();
    expect(router.currentRoute.value.fullPath).toBe("/h/registers/letters?state=filed&sort=-pages");
    expect(lastAsked()?.[0]).toBe(`${LIST}?state=filed&sort=-pages`);
  });

  it("goes from page to page, and back", async () => {
    await shown({ ...two, next: "c1" });
    server.answers.set(`${LIST}?after=c1`, { items: [entry("3")], next: null });
    expect(button("‹ 上一页").attributes("aria-disabled")).toBe("true");

    await button("下一页").trigger("click");
    await flushPromises();
    expect(router.currentRoute.value.fullPath).toBe("/h/registers/letters?after=c1");
    expect(page.findAll("tbody tr")).toHaveLength(1);

    await button("‹ 上一页").trigger("click");
    await flushPromises();
    expect(page.findAll("tbody tr")).toHaveLength(2);
  });

  it("reads its list again when its counts change, and not when another register's do", async () => {
    await shown(two);

    await page.setProps({ counts: { letters: { open: 2, overdue: 0 }, others: { open: 1, overdue: 0 } } });
    expect(asked()).toHaveLength(1);
    await page.setProps({ counts: { letters: { open: 3, overdue: 0 } } });
    await flushPromises();

    expect(asked()).toHaveLength(2);
  });

  it("makes a new entry from a form, and shows it", async () => {
    await shown(two);
    server.answers.set("POST /halls/h/registers/letters", entry("3"));
    await button("登记来信").trigger("click");

    await page.get("dialog form").trigger("submit");
    expect(page.get("dialog [aria-invalid]").attributes("aria-describedby")).toBeTruthy();
    await page.get("dialog input").setValue("等候过久");
    await page.get("dialog form").trigger("submit");
    await flushPromises();

    expect(server.requests.filter(([address]) => address.startsWith("POST"))).toEqual([
      ["POST /halls/h/registers/letters", { about: "等候过久" }],
    ]);
    expect(page.find("dialog").exists()).toBe(false);
    expect(page.get("[role='status']").text()).toBe("已完成：登记来信");
    expect(lastAsked()?.[0]).toBe(LIST);
  });

  it("loses nothing that was typed when it is refused, and marks the field that is wrong", async () => {
    await shown(two);
    const problems = [{ path: "about", problem: "String should have at most 40 characters" }];
    server.answers.set("POST /halls/h/registers/letters", problemOf("bad-request", { problems }));
    await button("登记来信").trigger("click");
    await page.get("dialog input").setValue("等候过久");

    await page.get("dialog form").trigger("submit");
    await flushPromises();

    const input = page.get<HTMLInputElement>("dialog input");
    expect(input.element.value).toBe("等候过久");
    expect(input.attributes("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(input.element);
  });

  it("keeps a form that was left for the next time", async () => {
    await shown(two);
    await button("登记来信").trigger("click");
    await page.get("dialog input").setValue("等候过久");
    await button("取消").trigger("click");
    expect(page.find("dialog").exists()).toBe(false);

    await button("登记来信").trigger("click");

    expect(page.get<HTMLInputElement>("dialog input").element.value).toBe("等候过久");
  });

  it("does at a press what needs no words, where an entry's state allows it", async () => {
    await shown(two);
    server.answers.set("POST /halls/h/registers/letters/1/file", entry("1", { state: "filed" }));
    const rows = page.findAll("tbody tr");
    expect(rows.map((row) => row.findAll("button").map((one) => one.text()))).toEqual([["归档"], []]);

    await rows[0]?.get("button").trigger("click");
    await flushPromises();

    expect(asked()).toEqual([LIST, "POST /halls/h/registers/letters/1/file", LIST]);
  });

  it("says what hinders a press, and shows the list as it is by now", async () => {
    await shown(two);
    server.answers.set("POST /halls/h/registers/letters/1/file", problemOf("help-over"));

    await page.get("tbody button").trigger("click");
    await flushPromises();

    expect(page.text()).toContain("已有人去帮忙了");
    expect(lastAsked()?.[0]).toBe(LIST);
  });

  it.each([
    ["/h/registers/letters", "这里还没有记录"],
    ["/h/registers/letters?search=x", "没有符合条件的记录"],
  ])("says that %s is empty: %s", async (address, words) => {
    await shown({ items: [], next: null }, address);

    expect(page.text()).toContain(words);
  });

  it("offers to try again in trouble, and shows the list when it is over", async () => {
    await shown(Problem.offline());
    expect(page.text()).toContain("连不上服务器");
    server.answers.set(LIST, two);

    await button("重试").trigger("click");
    await flushPromises();

    expect(page.findAll("tbody tr")).toHaveLength(2);
    expect(page.text()).not.toContain("连不上服务器");
  });

  it("offers nothing to whom it is forbidden", async () => {
    await shown(problemOf("not-allowed"));

    expect(page.text()).toContain("没有这项权限");
    expect(page.findAll("button").map((one) => one.text())).not.toContain("重试");
  });

  it("offers only the actions that the server lists", async () => {
    await shown(two, "/h/registers/letters", register({ actions: [] }));

    expect(page.findAll("button").filter((one) => ["登记来信", "归档"].includes(one.text()))).toEqual([]);
  });
});
