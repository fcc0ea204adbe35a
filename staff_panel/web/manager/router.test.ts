import type { Session } from "@queue/client";
import { flushPromises, mount } from "@vue/test-utils";
import { afterEach, describe, expect, it } from "vitest";
import { createMemoryHistory, type Router } from "vue-router";

import ManagerView from "../components/ManagerView/ManagerView.vue";
import { createStaff } from "../session.ts";
import { carriedCase, hallInfo, liveView } from "../testing/fixtures.ts";
import { fakeHall, type FakeHall } from "../testing/hall.ts";
import { entry, register } from "../testing/registers.ts";
import { createOffice } from "./live.ts";
import { bindHall, createWorkplaceRouter, hallOf } from "./router.ts";

const OF_ALL: Session = {
  username: "chief",
  name: "陈主任",
  role: "administrator",
  hall: null,
  powers: ["bulletins", "close", "issue", "live", "plaques", "reports", "serve"],
  scope: { hall: null, branch: null },
};
const OF_H: Session = { ...OF_ALL, role: "manager", hall: "h", scope: { hall: "h", branch: null } };
const KIND = { kind: "service-centre", kind_name: { zh: "政务服务中心", en: "Service centre" } };
const HALLS = ["h", "g"].map((id) => ({ ...KIND, id, name: { zh: `${id}厅`, en: id } }));

const title = { zh: "通道报表", en: "Lanes" };
const REPORT = {
  name: "lanes",
  title,
  hall: { zh: "测试大厅", en: "Test hall" },
  timezone: "Asia/Shanghai",
  from: "2026-11-24",
  to: "2026-11-25",
  made_at: null,
  summary: [],
  tables: [],
};

interface Opened {
  router: Router;
  server: FakeHall;
  page: ReturnType<typeof mount>;
}

/** The manager's page, opened at an address by somebody who is signed in. */
async function opened(address: string, session: Session, answers: Record<string, unknown> = {}): Promise<Opened> {
  const server = fakeHall({
    ...answers,
    "GET /session": session,
    "GET /halls": { halls: HALLS },
    "GET /halls/h": hallInfo(),
    "GET /halls/g": hallInfo({ id: "g" }),
    "GET /halls/h/reports": { reports: ["after-hours", "lanes"].map((name) => ({ name, title })), files: ["csv"] },
    "GET /halls/h/reports/lanes?from=2026-11-24&to=2026-11-25&format=json": REPORT,
  });
  const router = createWorkplaceRouter(createMemoryHistory());
  void router.push(address);
  const office = createOffice(createStaff(server.api), { open: server.open, wanted: () => hallOf(router) });
  bindHall(router, office);
  await router.isReady();
  const page = mount(ManagerView, { props: { office }, global: { plugins: [router] } });
  await flushPromises();
  for (const link of server.links) link.value = liveView();
  await flushPromises();
  return { router, server, page };
}

const at = ({ router }: Opened): string => router.currentRoute.value.fullPath;
const lastAsked = ({ server }: Opened): string | undefined => server.requests[server.requests.length - 1]?.[0];

describe("the address of the manager's workplace", () => {
  let here: Opened | undefined;

  afterEach(() => {
    here?.page.unmount();
    localStorage.clear();
  });

  it("begins with what goes on now in the account's own hall", async () => {
    here = await opened("/", OF_H);

    expect(at(here)).toBe("/h/now");
    expect(here.page.get("[aria-current='page']").text()).toContain("现场");
  });

  it("leads back to the part of the workplace, and to what that part shows", async () => {
    here = await opened("/h/reports?name=lanes&from=2026-11-24&to=2026-11-25", OF_H);

    expect(at(here)).toBe("/h/reports?name=lanes&from=2026-11-24&to=2026-11-25");
    expect(lastAsked(here)).toBe("GET /halls/h/reports/lanes?from=2026-11-24&to=2026-11-25&format=json");
  });

  it("keeps a choice, and leaves out what is as usual", async () => {
    here = await opened("/h/reports", OF_H);
    const select = here.page.get<HTMLSelectElement>(".report__head select");

    await select.setValue("lanes");
    await flushPromises();
    expect(at(here)).toBe("/h/reports?name=lanes");

    await select.setValue("after-hours");
    await flushPromises();
    expect(at(here)).toBe("/h/reports");
  });

  it("names the account's own hall, whatever hall was asked for", async () => {
    here = await opened("/g/carried", OF_H);

    expect(at(here)).toBe("/h/carried");
  });

  it("chooses the hall for an account of all halls", async () => {
    here = await opened("/g/carried", OF_ALL);

    expect(here.server.requests.map(([address]) => address)).toContain("GET /halls/g");
    expect(at(here)).toBe("/g/carried");
  });

  it("follows from hall to hall when one goes back", async () => {
    here = await opened("/g/carried", OF_ALL);

    await here.router.push("/h/remaining");
    await flushPromises();
    expect(lastAsked(here)).toBe("GET /halls/h");
  });

  it("offers the halls when the one that it names is none", async () => {
    here = await opened("/nowhere/now", OF_ALL);

    expect(here.page.findAll("option").map((option) => option.attributes("value"))).toEqual(["", "h", "g"]);
    await here.page.get("select").setValue("g");
    await flushPromises();

    expect(at(here)).toBe("/g/now");
  });

  it("shows the appointments to those who may see them, and to nobody else", async () => {
    here = await opened("/h/now", OF_H);
    expect(here.page.find('a[href="/h/appointments"]').exists()).toBe(false);
    here.page.unmount();

    here = await opened("/h/now", { ...OF_H, powers: [...OF_H.powers, "appointments"] });
    expect(here.page.find('a[href="/h/appointments"]').exists()).toBe(true);
  });

  it("leads from the word about cases that ended to those", async () => {
    here = await opened("/h/carried", OF_H);
    const { page, server } = here;
    server.answers.set("GET /halls/h/appointments/carried?state=missed&after=0", {
      cases: [carriedCase({ state: "missed", ended_at: "2026-12-09T09:31:00Z" })],
      next: null,
    });
    for (const link of server.links) link.value = liveView({ carried_missed: 1 });
    await flushPromises();
    expect(page.text()).toContain("上个服务日有 1 件顺延事项到期没有人来");

    await page.get("a[href*='state=missed']").trigger("click");
    await flushPromises();

    expect(at(here)).toBe("/h/carried?state=missed");
    expect(page.get("tbody tr").text()).toContain("12月9日星期三");
    expect(page.findAll("thead tr > *")).toHaveLength(page.findAll("tbody tr > *").length);
  });

  it("has open cases ended from their list, with a reason", async () => {
    here = await opened("/h/carried", { ...OF_H, powers: [...OF_H.powers, "appointments"] });
    const { page, server } = here;
    server.answers.set("POST /halls/h/appointments/a-case/cancel", {});
    for (const link of server.links) link.value = liveView({ carried: [carriedCase()], carried_count: 1 });
    await flushPromises();

    await page.get("[aria-label='结束 A001']").trigger("click");
    await page.get("form").trigger("submit");
    expect(server.requests.some(([address]) => address.startsWith("POST"))).toBe(false);
    await page.get("form input").setValue("已在别处办结");
    await page.get("form").trigger("submit");
    await flushPromises();

    expect(server.requests).toContainEqual(["POST /halls/h/appointments/a-case/cancel", { reason: "已在别处办结" }]);
  });

  it("leads to the hall itself when what follows is no part of it", async () => {
    here = await opened("/h/cellar/2", OF_H);

    expect(at(here)).toBe("/h/now");
  });

  const VISITS = register({ name: "visits", title: { zh: "走访", en: "Visits" } });
  const REGISTERS = {
    "GET /halls/h/registers": { registers: [register(), VISITS] },
    "GET /halls/h/registers/letters": { items: [entry("1"), entry("2")], next: null },
    "GET /halls/h/registers/letters?state=open": { items: [entry("1"), entry("2")], next: null },
    "GET /halls/h/registers/letters/2": { entry: entry("2"), lines: [] },
  };

  it("has a part for the registers when there is one that the account may read", async () => {
    const parts = () => here?.page.findAll(".part-nav__link").map((link) => link.text());
    here = await opened("/h/now", OF_H, { "GET /halls/h/registers": { registers: [] } });
    expect(parts()).not.toContain("台账");
    here.page.unmount();

    here = await opened("/h/now", OF_H, REGISTERS);
    expect(parts()).toContain("台账");
  });

  it("leads to the first of the registers when it names none", async () => {
    here = await opened("/h/registers", OF_H, REGISTERS);

    expect(at(here)).toBe("/h/registers/letters");
    expect(here.page.get(".part-nav [aria-current='page']").text()).toBe("台账");
  });

  it("leads to an entry, and back to the list as it was, at the row that was opened", async () => {
    here = await opened("/h/registers/letters?state=open", OF_H, REGISTERS);

    await here.page.findAll("tbody a")[1]?.trigger("click");
    await flushPromises();
    expect(at(here)).toBe("/h/registers/letters/2");
    expect(here.page.get("h2").text()).toBe("L-2");

    await here.page.get(".entry-page__back a").trigger("click");
    await flushPromises();
    expect(at(here)).toBe("/h/registers/letters?state=open");
    expect(here.page.findAll("tbody a").map((link) => link.attributes("tabindex"))).toEqual(["-1", "0"]);
  });

  it("says that there is no such register", async () => {
    here = await opened("/h/registers/cellars", OF_H, REGISTERS);

    expect(here.page.text()).toContain("没有这本台账");
  });
});
