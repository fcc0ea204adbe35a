import { problemOf } from "@queue/client/testing";
import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { createRegisters } from "../../registers/link.ts";
import { NOW } from "../../testing/fixtures.ts";
import { fakeHall, type FakeHall } from "../../testing/hall.ts";
import HelpCalls from "./HelpCalls.vue";

const LIST = "GET /halls/h/registers/help-calls?state=open&sort=asked_at";
const ANSWER = "POST /halls/h/registers/help-calls/h1/answer";
const call = (id: string, place: string) => ({
  id, place, state: "open", asked_at: new Date(NOW - 130_000).toISOString(), answered_at: null, answered_by: null,
}); // prettier-ignore
const open = (n: number) => ({ "help-calls": { open: n, overdue: 0 } });

describe("calls for a person", () => {
  let server: FakeHall;
  let bar: VueWrapper;

  beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
  afterEach(() => {
    bar.unmount();
    vi.useRealTimers();
  });

  async function shown(answer: unknown, counts = open(1), mayGo = true): Promise<void> {
    server = fakeHall({ [LIST]: answer, [ANSWER]: call("h1", "kiosk-1") });
    const registers = createRegisters(server.api, () => "/halls/h");
    bar = mount(HelpCalls, { props: { registers, counts, link: "live", now: NOW, mayGo } });
    await flushPromises();
  }
  const asked = (): string[] => server.requests.map(([address]) => address);

  it("say where somebody waits and how long, and who presses goes", async () => {
    await shown({ items: [call("h1", "kiosk-1")], next: null });
    expect(bar.text()).toContain("kiosk-1 有人需要帮助");
    expect(bar.text()).toContain("2 分钟");

    await bar.get("button").trigger("click");
    await flushPromises();

    expect(asked()).toEqual([LIST, ANSWER, LIST]);
  });

  it("are read again when one more comes, and when the hall is heard again", async () => {
    await shown({ items: [call("h1", "kiosk-1")], next: null });
    server.answers.set(LIST, { items: [call("h1", "kiosk-1"), call("h2", "kiosk-2")], next: null });

    await bar.setProps({ counts: open(2) });
    await flushPromises();
    expect(bar.findAll("li")).toHaveLength(2);

    await bar.setProps({ link: "silent" });
    await bar.setProps({ link: "live" });
    await flushPromises();
    expect(asked().length).toBeGreaterThan(2);
  });

  it("show the other one when one was answered and another came at once", async () => {
    await shown({ items: [call("h1", "kiosk-1")], next: null });
    server.answers.set(LIST, { items: [call("h2", "kiosk-2")], next: null });

    vi.advanceTimersByTime(5_000);
    await flushPromises();

    expect(bar.text()).toContain("kiosk-2");
    expect(bar.text()).not.toContain("kiosk-1");
  });

  it("are told by their number while they cannot be read, and read as soon as they can", async () => {
    await shown(problemOf("offline"));
    expect(bar.text()).toContain("1 处有人需要帮助");
    server.answers.set(LIST, { items: [call("h1", "kiosk-1")], next: null });

    vi.advanceTimersByTime(5_000);
    await flushPromises();

    expect(bar.text()).toContain("kiosk-1 有人需要帮助");
  });

  it("are told by their number to who may not read them, and asked for once", async () => {
    await shown(problemOf("not-allowed"), open(1), false);

    vi.advanceTimersByTime(20_000);
    await flushPromises();

    expect(bar.text()).toContain("1 处有人需要帮助");
    expect(asked()).toEqual([LIST]);
  });

  it("are only told to who may not answer them", async () => {
    await shown({ items: [call("h1", "kiosk-1")], next: null }, open(1), false);

    expect(bar.text()).toContain("kiosk-1");
    expect(bar.find("button").exists()).toBe(false);
  });

  it("say why when somebody else was faster", async () => {
    await shown({ items: [call("h1", "kiosk-1")], next: null });
    const over = problemOf("help-over");
    server.answers.set(ANSWER, over);

    await bar.get("button").trigger("click");
    await flushPromises();

    expect(bar.emitted("refused")).toEqual([[null], [over]]);
  });

  it("take no room and ask for nothing while nobody calls, and go with the last", async () => {
    await shown({ items: [call("h1", "kiosk-1")], next: null }, open(0));
    expect(bar.html()).toBe("<!--v-if-->");
    expect(asked()).toEqual([]);

    await bar.setProps({ counts: open(1) });
    await flushPromises();
    expect(bar.text()).toContain("kiosk-1");
    await bar.setProps({ counts: open(0) });
    expect(bar.html()).toBe("<!--v-if-->");
  });
});
