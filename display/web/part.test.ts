import { describe, expect, it } from "vitest";

import { askedPart, ofPart, unknownIn, WHOLE } from "./part.ts";
import { aBoard, aCall, aCounter, aLoad } from "./testing/views.ts";

const zones = [
  { id: "east", name: { zh: "东厅", en: "East hall" } },
  { id: "west", name: { zh: "西厅", en: "West hall" } },
];
const board = aBoard({
  zones,
  waiting: [aLoad("household", 4), aLoad("traffic", 3)],
  counters: [
    aCounter("1", { zone: "east" }),
    aCounter("2", { zone: "west", services: ["traffic"] }),
    aCounter("3", { services: ["traffic"] }),
  ],
  calls: [aCall(3, "A003", "3", 1), aCall(2, "C002", "2", 2, { service: "traffic" }), aCall(1, "A001", "1", 3)],
});
const labels = (part: Parameters<typeof ofPart>[1]) => ofPart(board, part).calls.map((call) => call.label);
const counters = (part: Parameters<typeof ofPart>[1]) => ofPart(board, part).counters.map((one) => one.id);

describe("the address of a board", () => {
  it("names a zone and services", () => {
    expect(askedPart("?zone=east&services=household, traffic")).toEqual({
      zone: "east",
      services: ["household", "traffic"],
    });
    expect(askedPart("")).toEqual(WHOLE);
  });
});

describe("a zone's board", () => {
  it("has the calls and counters of its zone, and those of no zone", () => {
    expect(labels({ zone: "east", services: [] })).toEqual(["A003", "A001"]);
    expect(counters({ zone: "east", services: [] })).toEqual(["1", "3"]);
  });

  it.each([[null], ["north"]])("is the whole hall without a zone that there is: %s", (zone) => {
    expect(ofPart(board, { zone, services: [] })).toBe(board);
  });

  it("leaves out no call of a counter that the plan has no longer", () => {
    const gone = { ...board, calls: [aCall(4, "A004", "9", 1)] };

    expect(ofPart(gone, { zone: "east", services: [] }).calls).toHaveLength(1);
  });
});

describe("a board of some services", () => {
  it("has their numbers, also where another service's counter calls them", () => {
    const counters = board.counters.map((one) => (one.id === "3" ? { ...one, label: "A003" } : one));
    const supported = { ...board, counters };

    const shown = ofPart(supported, { zone: null, services: ["household"] });

    expect(shown.calls.map((call) => call.label)).toEqual(["A003", "A001"]);
    expect(shown.counters.map((one) => one.id)).toEqual(["1", "3"]);
  });

  it("counts those who wait for them", () => {
    const shown = ofPart(board, { zone: null, services: ["traffic"] });

    expect(shown.waiting.map((load) => load.service)).toEqual(["traffic"]);
    expect(shown.day.waiting).toBe(3);
  });

  it("is the whole hall, and says so, when the plan has none of them", () => {
    const part = { zone: null, services: ["passport"] };

    expect(ofPart(board, part)).toBe(board);
    expect(unknownIn(board, part)[0]?.zh).toContain("没有事项 passport");
  });

  it("leaves out no call of a service that the plan has no longer", () => {
    const gone = { ...board, calls: [aCall(4, "Z004", "1", 1, { service: "gone" })] };

    expect(ofPart(gone, { zone: null, services: ["traffic"] }).calls).toHaveLength(1);
  });
});
