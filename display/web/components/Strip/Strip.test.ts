import type { Link } from "@queue/client";
import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { arrange } from "../../calls.ts";
import { aBoard, aCall, aCounter, aDay, NOW } from "../../testing/views.ts";
import Strip from "./Strip.vue";

const called = ["1", "2", "3"].map((id) => aCounter(id, { state: "called", label: `A00${id}` }));
const calls = [aCall(3, "A003", "3", 1), aCall(2, "A002", "2", 2), aCall(1, "A001", "1", 3)];

function strip(view = aBoard({ calls, counters: called }), lines: 1 | 2 = 2, link: Link = "live", now = NOW) {
  const shown = arrange(view, now);
  return mount(Strip, { props: { view, shown, lines, now, link, heardAt: NOW, problem: null } });
}

describe("the LED strip", () => {
  it("has a call on each line, newest first", () => {
    const text = NOW - (NOW % 10_000); // a first page

    expect(strip(undefined, 2, "live", text).findAll("p").map((line) => line.text())).toEqual(["A0033号窗口", "A0022号窗口"]);
  });

  it("marks each line of a rehearsal", () => {
    const marked = (rehearsal: boolean) => {
      const lines = strip(aBoard({ calls, counters: called, rehearsal })).findAll("p");
      return new Set(lines.map((line) => line.text().startsWith("演练")));
    };

    expect(marked(true)).toEqual(new Set([true]));
    expect(marked(false)).toEqual(new Set([false]));
  });

  it("shows every call in its turn", () => {
    const seen = [0, 5_000].flatMap((later) =>
      strip(undefined, 2, "live", NOW + later).findAll("[data-label]").map((line) => line.attributes("data-label")),
    );

    expect(new Set(seen)).toEqual(new Set(["A001", "A002", "A003"]));
  });

  it("never shows an old number as new", () => {
    const text = strip(undefined, 2, "silent").text();

    expect(text).toContain("显示屏连接中断");
    expect(text).toContain("10:14");
    expect(text).not.toContain("A003");
  });

  it("tells how many wait when nobody is called", () => {
    expect(strip(aBoard({ day: aDay({ waiting: 5 }) })).text()).toContain("等候 5 人");
  });

  it("tells the hours when the hall is closed", () => {
    const day = aDay({ state: "closed", next_opens_at: "2026-11-26T01:00:00Z" });

    expect(strip(aBoard({ day })).text()).toContain("09:00");
  });
});
