import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { arrange } from "../../calls.ts";
import { aBoard, aCall, aCounter, NOW } from "../../testing/views.ts";
import Calls from "./Calls.vue";

type Some = ReturnType<typeof aCall>[];

const awaiting = (calls: Some) => calls.map(({ counter, label }) => aCounter(counter, { state: "called", label }));

function shown(calls: Some, counters = awaiting(calls)) {
  return mount(Calls, { props: { shown: arrange(aBoard({ calls, counters }), NOW) } });
}

describe("the calls panel", () => {
  it("says which number goes to which counter, in both languages", () => {
    const call = shown([aCall(1, "A012", "3", 2)]).get("[data-label=A012]").text();

    expect(call).toMatch(/正在呼叫\s*Now calling/);
    expect(call).toMatch(/A012\s*3号窗口\s*Counter 3/);
  });

  it("says that a number is called again", () => {
    expect(shown([aCall(1, "A012", "3", 2, { recall: true })]).get("[data-label=A012]").text()).toContain("再次呼叫");
  });

  it("draws attention to a fresh call only", () => {
    expect(shown([aCall(1, "A012", "3", 2)]).find(".call--fresh").exists()).toBe(true);
    expect(shown([aCall(1, "A012", "3", 90)]).find(".call--fresh").exists()).toBe(false);
  });

  it("draws attention again when the number is called again", async () => {
    const panel = shown([aCall(1, "A012", "3", 20)]);
    const before = panel.get("[data-label=A012]").element;
    const again = [aCall(2, "A012", "3", 0, { recall: true })];

    await panel.setProps({ shown: arrange(aBoard({ calls: again, counters: awaiting(again) }), NOW) });

    expect(panel.get("[data-label=A012]").element).not.toBe(before); // a new element starts its glow anew
  });

  it("calls nobody when the last call is over", () => {
    const panel = shown([aCall(1, "A012", "3", 90)], [aCounter("3")]);

    expect(panel.get(".calls__quiet").text()).toMatch(/请留意叫号\s*Please watch for your number/);
    expect(panel.html()).not.toContain("正在呼叫");
    expect(panel.find(".calls__large").exists()).toBe(false);
    expect(panel.get(".calls__earlier").text()).toMatch(/此前呼叫.*A012/s);
  });

  it("says of somebody at the counter that they are being served", () => {
    const panel = shown([aCall(1, "A012", "3", 90)], [aCounter("3", { state: "serving", label: "A012" })]);

    expect(panel.get(".calls__large [data-label=A012]").text()).toContain("办理中");
    expect(panel.html()).not.toContain("正在呼叫</");
  });

  it("tells for each earlier call whether somebody is still awaited", () => {
    const newest = aCall(4, "A004", "4", 1);
    const earlier = [aCall(3, "A003", "3", 60), aCall(2, "A002", "2", 70), aCall(1, "A001", "1", 80)];
    const awaited = aCounter("1", { state: "called", label: "A001" });
    const busy = aCounter("2", { state: "serving", label: "A002" });
    const called = aCounter("4", { state: "called", label: "A004" });

    const panel = shown([newest, ...earlier], [called, awaited, busy]);

    expect(panel.get("[data-label=A001]").text()).toContain("请前往");
    expect(panel.get("[data-label=A002]").text()).toContain("办理中");
    expect(panel.get("[data-label=A003]").attributes("data-state")).toBe("over");
  });
});
