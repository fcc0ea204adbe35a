import { type CounterView } from "@queue/client";
import { problemOf } from "@queue/client/testing";
import { flushPromises } from "@vue/test-utils";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { computed, ref, shallowRef } from "vue";

import { NOW, counterView, currentTicket, staffTicket } from "../testing/fixtures.ts";
import type { Desk } from "./live.ts";
import { useWork, type Work } from "./work.ts";

describe("asking for an action", () => {
  const view = shallowRef<CounterView | null>(null);
  const busy = ref(false);
  const press = vi.fn();
  const ask = vi.fn();
  let work: Work;

  beforeEach(() => {
    view.value = counterView();
    busy.value = false;
    press.mockReset().mockResolvedValue({});
    ask.mockReset();
    work = useWork({ view: computed(() => view.value), now: computed(() => NOW), busy, press, ask } as unknown as Desk);
  });

  it("presses at once what needs nothing more", () => {
    work.begin("next");
    expect(press).toHaveBeenCalledWith("next", undefined);
  });

  it("sends the number that the clerk sees with a press", () => {
    view.value = counterView({ current: currentTicket("A012") });
    work.begin("noShow");
    expect(press).toHaveBeenCalledWith("no-show", { label: "A012" });
  });

  it("keeps the number of the moment when a dialog opened", () => {
    view.value = counterView({ current: currentTicket("A012", { state: "serving" }) });
    work.begin("finish");
    view.value = counterView({ current: currentTicket("A013") });
    expect(work.asking.value).toEqual({ action: "finish", about: "A012" });
  });

  it("says why an action makes no sense instead of sending it", () => {
    work.begin("finish");
    expect(press).not.toHaveBeenCalled();
    expect(work.notice.value).toBe("窗口现在没有号，请先呼叫下一位（N）");
  });

  it("does nothing while a press is under way or a dialog is open", () => {
    busy.value = true;
    work.begin("next");
    work.begin("call");
    busy.value = false;
    work.begin("call");
    work.begin("next");
    expect(press).not.toHaveBeenCalled();
    expect(work.asking.value?.action).toBe("call");
  });

  it("says when nobody waits", async () => {
    press.mockResolvedValue(null);
    work.begin("next");
    await flushPromises();
    expect(work.notice.value).toBe("没有人等候本窗口，未呼叫");
  });

  it("keeps the dialog open when the server refuses, and closes it when it is done", async () => {
    work.begin("call");
    press.mockRejectedValueOnce(problemOf("unknown-ticket", { label: "A099" }));
    await work.press("call", { label: "A099", reason: "x" });
    expect(work.asking.value).not.toBeNull();
    expect(work.problem.value).toMatchObject({ code: "unknown-ticket" });

    await work.press("call", { label: "A009", reason: "x" });
    expect(work.asking.value).toBeNull();
    expect(work.problem.value).toBeNull();
  });

  it("takes the only parked number back at once, and asks which when there are more", () => {
    view.value = counterView({ parked: [staffTicket("A003")] });
    work.begin("unpark");
    expect(press).toHaveBeenCalledWith("unpark", { label: "A003" });

    view.value = counterView({ parked: [staffTicket("A003"), staffTicket("A004")] });
    work.begin("unpark");
    expect(press).toHaveBeenCalledTimes(1);
    expect(work.asking.value?.action).toBe("unpark");
  });

  it("says where a number goes that is taken back while the counter is busy", async () => {
    view.value = counterView({ current: currentTicket("A012"), parked: [staffTicket("A003")] });
    work.begin("unpark");
    await flushPromises();
    expect(work.notice.value).toBe("A003 已取回，回到等候的原来位置，由本窗口叫号");
  });

  it("says nothing of a number that a free counter calls at once, or that was not taken back", async () => {
    view.value = counterView({ parked: [staffTicket("A003")] });
    work.begin("unpark");
    await flushPromises();
    expect(work.notice.value).toBe("");

    view.value = counterView({ current: currentTicket("A012"), parked: [staffTicket("A003")] });
    press.mockRejectedValueOnce(problemOf("unknown-ticket", { label: "A003" }));
    work.begin("unpark");
    await flushPromises();
    expect(work.notice.value).toBe("");
  });

  it("tells that a missed number waits again", async () => {
    ask.mockResolvedValue(staffTicket("A003"));
    await work.rejoin("A003");
    expect(ask).toHaveBeenCalledWith("tickets/A003/rejoin", undefined);
    expect(work.notice.value).toBe("A003 已重新排队");
  });
});
