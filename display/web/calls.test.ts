import { describe, expect, it } from "vitest";

import { arrange, LARGE_MOST } from "./calls.ts";
import { aBoard, aCall, aCounter, NOW } from "./testing/views.ts";

/** The counters as they stand while each of these calls is still to be followed. */
const awaiting = (calls: ReturnType<typeof aCall>[]) =>
  calls.map(({ counter, label }) => aCounter(counter, { state: "called", label }));
const board = (calls: ReturnType<typeof aCall>[]) => aBoard({ calls, counters: awaiting(calls) });

const labels = (calls: { label: string }[]): string[] => calls.map((call) => call.label);

describe("the calls on a board", () => {
  it("show the newest large and the others below", () => {
    const calls = [aCall(3, "A003", "3", 5), aCall(2, "A002", "2", 60), aCall(1, "A001", "1", 120)];

    const shown = arrange(board(calls), NOW);

    expect(labels(shown.large)).toEqual(["A003"]);
    expect(labels(shown.earlier)).toEqual(["A002", "A001"]);
  });

  it("are large together when they come close together", () => {
    const calls = [aCall(3, "A003", "3", 1), aCall(2, "A002", "2", 2), aCall(1, "A001", "1", 90)];

    expect(labels(arrange(board(calls), NOW).large)).toEqual(["A003", "A002"]);
  });

  it("keep each of a rush in sight, the newest large", () => {
    const calls = Array.from({ length: 9 }, (_, index) => aCall(9 - index, `A00${9 - index}`, String(index), index));

    const shown = arrange(board(calls), NOW);

    expect(shown.large).toHaveLength(LARGE_MOST);
    expect(labels([...shown.large, ...shown.earlier])).toEqual(labels(calls));
    expect(shown.earlier.every((call) => call.fresh)).toBe(true);
  });

  it("move a number up again when it is recalled, and show it once", () => {
    const recall = aCall(3, "A001", "1", 2, { recall: true });
    const calls = [recall, aCall(2, "A002", "2", 60), aCall(1, "A001", "1", 90)];

    const shown = arrange(board(calls), NOW);

    expect(shown.large).toMatchObject([{ label: "A001", recall: true, fresh: true }]);
    expect(labels(shown.earlier)).toEqual(["A002"]);
  });

  it("keep a number large that nobody has followed yet", () => {
    const calls = [aCall(2, "A002", "2", 60), aCall(1, "A001", "1", 90)];
    const counters = [
      aCounter("2", { state: "serving", label: "A002" }),
      aCounter("1", { state: "called", label: "A001" }),
    ];

    const shown = arrange(aBoard({ calls, counters }), NOW);

    expect(labels(shown.large)).toEqual(["A001"]);
    expect(shown.earlier).toMatchObject([{ label: "A002", state: "serving" }]);
  });

  it("keep the newest large while it is served", () => {
    const calls = [aCall(1, "A001", "1", 90)];
    const counters = [aCounter("1", { state: "serving", label: "A001" })];

    expect(arrange(aBoard({ calls, counters }), NOW).large).toMatchObject([{ label: "A001", state: "serving" }]);
  });

  it.each([5, 90])("are not large when they are over, %i seconds after", (ago) => {
    const calls = [aCall(2, "A002", "2", ago), aCall(1, "A001", "1", 120)];
    const counters = [aCounter("2"), aCounter("1", { state: "serving", label: "A001" })];

    const shown = arrange(aBoard({ calls, counters }), NOW);

    expect(shown.large).toEqual([]);
    expect(shown.earlier).toMatchObject([
      { label: "A002", state: "over" },
      { label: "A001", state: "serving" },
    ]);
  });

  it("are over when their counter has another", () => {
    const calls = [aCall(1, "A001", "1", 90)];

    expect(arrange(aBoard({ calls, counters: [aCounter("1", { label: "A005" })] }), NOW).earlier).toMatchObject([
      { state: "over" },
    ]);
  });

  it("stay large for the same time in a rehearsal whose clock runs fast", () => {
    const calls = [aCall(2, "A002", "2", 60), aCall(1, "A001", "1", 600)];

    expect(labels(arrange({ ...board(calls), speed: 60 }, NOW).large)).toEqual(["A002", "A001"]);
  });

  it("stay in sight until they were heard, though the hall has long called others", () => {
    const waiting = aCall(1, "A001", "1", 90);
    const calls = Array.from({ length: 5 }, (_, n) => aCall(n + 2, `A10${n}`, String(n + 2), 80 - n));
    const counters = awaiting([waiting, ...calls]);

    const shown = arrange(aBoard({ calls, counters }), NOW, { unheard: [waiting], saying: null });

    expect(labels(shown.large)).toEqual(["A001"]);
    expect(shown.large).toMatchObject([{ fresh: true }]);
  });

  it("have what is being said among the large ones in the greatest rush", () => {
    const calls = Array.from({ length: 10 }, (_, n) => aCall(10 - n, `A0${20 - n}`, String(n), n / 2));
    const oldest = aCall(1, "A011", "9", 4.5);

    const shown = arrange(board(calls), NOW, { unheard: calls, saying: oldest });

    expect(shown.large).toHaveLength(LARGE_MOST);
    expect(shown.large.filter((call) => call.said)).toMatchObject([{ label: oldest.label }]);
    expect(labels([...shown.large, ...shown.earlier]).sort()).toEqual(labels(calls).sort());
  });

  it("are none before the first", () => {
    expect(arrange(aBoard(), NOW)).toEqual({ large: [], earlier: [] });
  });
});
