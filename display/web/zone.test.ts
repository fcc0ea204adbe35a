import { describe, expect, it } from "vitest";

import { aBoard, aCall, aCounter } from "./testing/views.ts";
import { ofZone } from "./zone.ts";

const zones = [
  { id: "east", name: { zh: "东厅", en: "East hall" } },
  { id: "west", name: { zh: "西厅", en: "West hall" } },
];
const board = aBoard({
  zones,
  counters: [aCounter("1", { zone: "east" }), aCounter("2", { zone: "west" }), aCounter("3")],
  calls: [aCall(3, "A003", "3", 1), aCall(2, "A002", "2", 2), aCall(1, "A001", "1", 3)],
});

describe("a zone's board", () => {
  it("has the calls and counters of its zone, and those of no zone", () => {
    const east = ofZone(board, "east");

    expect(east.calls.map((call) => call.label)).toEqual(["A003", "A001"]);
    expect(east.counters.map((counter) => counter.id)).toEqual(["1", "3"]);
  });

  it.each([[null], ["north"]])("is the whole hall without a zone that there is: %s", (zone) => {
    expect(ofZone(board, zone)).toBe(board);
  });

  it("leaves out no call of a counter that the plan has no longer", () => {
    const gone = { ...board, calls: [aCall(4, "A004", "9", 1)] };

    expect(ofZone(gone, "east").calls).toHaveLength(1);
  });
});
