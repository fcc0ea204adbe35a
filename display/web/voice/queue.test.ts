import type { BoardView } from "@queue/client";
import { describe, expect, it } from "vitest";

import { aBoard, aCall, aCounter, NOW, secondsAgo } from "../testing/views.ts";
import { OLD_MS, Queue } from "./queue.ts";

type Call = BoardView["calls"][number];

/** A hall whose counters have called these numbers, newest last, and still wait for them unless told otherwise. */
function hall(calls: Call[], states: Record<string, "serving" | "free"> = {}, part: Partial<BoardView> = {}) {
  const counters = calls.map(({ counter, label }) => {
    const state = states[label] ?? "called";
    return aCounter(counter, state === "free" ? {} : { state, label });
  });
  return aBoard({ calls: [...calls].reverse(), counters, ...part });
}

function sayNext(queue: Queue): void {
  const one = queue.next();
  if (one) queue.said(one);
}

/** Everything that is said until the queue is empty. */
function spoken(queue: Queue): string[] {
  const said: string[] = [];
  for (let one = queue.next(); one; one = queue.next()) {
    said.push(one.call.label);
    queue.said(one);
  }
  return said;
}

const ten = Array.from({ length: 10 }, (_, n) => aCall(n + 1, `A0${n + 10}`, String(n + 1), 5 - n / 2));
const labels = ten.map((call) => call.label);

describe("the queue of announcements", () => {
  it("says each call as often as the plan wants", () => {
    const queue = new Queue();
    queue.take(hall([aCall(1, "A001", "1", 1)], {}, { voice: { languages: ["zh"], times: 3 } }));

    expect(spoken(queue)).toEqual(["A001", "A001", "A001"]);
  });

  it("says ten calls of five seconds in their order, and repeats them when all ten were heard", () => {
    const queue = new Queue();
    for (let n = 1; n <= 10; n += 1) queue.take(hall(ten.slice(0, n)));

    expect(spoken(queue)).toEqual([...labels, ...labels]);
  });

  it("lets a new call go before what would only be repeated", () => {
    const queue = new Queue();
    queue.take(hall(ten.slice(0, 1)));
    sayNext(queue);
    queue.take(hall(ten.slice(0, 2)));

    expect(spoken(queue)).toEqual([labels[1], labels[0], labels[1]]);
  });

  it("says a call once only, however often its view comes", () => {
    const queue = new Queue();
    const view = hall([aCall(1, "A001", "1", 1)], {}, { voice: { languages: ["zh"], times: 1 } });
    queue.take(view);
    expect(spoken(queue)).toEqual(["A001"]);
    queue.take(view);

    expect(spoken(queue)).toEqual([]);
  });

  it.each([1, 2])("says a rush in one language first, and in all when everybody was heard: %i times", (times) => {
    const queue = new Queue();
    queue.take(hall(ten.slice(0, 3), {}, { voice: { languages: ["zh", "en"], times } }));
    const said: string[] = [];
    for (let one = queue.next(); one; one = queue.next()) {
      const short = queue.inShort(one);
      said.push(one.call.label + (short ? " in short" : ""));
      queue.said(one, short);
    }

    const [first, second, third] = labels;
    const whole = times === 1 ? [third, first, second] : [third, first, second, third];
    expect(said).toEqual([`${first} in short`, `${second} in short`, ...whole]);
  });

  it("says a recall anew", () => {
    const queue = new Queue();
    const first = aCall(1, "A001", "1", 30);
    queue.take(hall([first]));
    spoken(queue);
    queue.take(hall([first, aCall(2, "A001", "1", 1, { recall: true })]));

    expect(spoken(queue)).toEqual(["A001", "A001"]);
  });

  it("does not send a recall to the end when its call was not heard yet", () => {
    const queue = new Queue();
    queue.take(hall(ten.slice(0, 3)));
    queue.take(hall([...ten.slice(0, 3), aCall(11, "A010", "1", 0, { recall: true })]));

    expect(spoken(queue).slice(0, 3)).toEqual(labels.slice(0, 3));
  });

  it("says no repeat to somebody who is at the counter", () => {
    const queue = new Queue();
    const call = aCall(1, "A001", "1", 10);
    queue.take(hall([call]));
    sayNext(queue);
    queue.take(hall([call], { A001: "serving" }));

    expect(queue.next()).toBeNull();
  });

  it("says a call for the first time even when the clerk was quick to begin", () => {
    const queue = new Queue();
    queue.take(hall(ten));
    queue.take(hall(ten, { A015: "serving" }));

    expect(spoken(queue).filter((label) => label === "A015")).toHaveLength(1);
  });

  it("sends nobody to a counter that has another by now", () => {
    const queue = new Queue();
    queue.take(hall(ten));
    queue.take(hall(ten, { A012: "free" }));

    expect(spoken(queue)).not.toContain("A012");
  });

  it("sends who was called elsewhere only there", () => {
    const queue = new Queue();
    const elsewhere = [aCall(1, "A001", "1", 9), aCall(2, "A001", "2", 1)];
    queue.take(hall(elsewhere.slice(0, 1)));
    const counters = [aCounter("1"), aCounter("2", { state: "called", label: "A001" })];
    queue.take(aBoard({ calls: [...elsewhere].reverse(), counters }));

    expect(queue.next()?.call.counter).toBe("2");
  });

  it("says after a short outage what was missed, and not what is long past", () => {
    const old = aCall(1, "A001", "1", OLD_MS / 1000 + 5);
    const missed = aCall(2, "A002", "2", OLD_MS / 1000 - 5);
    const queue = new Queue();
    queue.take(hall([old, missed]));

    expect(new Set(spoken(queue))).toEqual(new Set(["A002"]));
  });

  it("takes a rehearsal's minutes as short as they are for the ear", () => {
    const queue = new Queue();
    queue.take(hall([aCall(1, "A001", "1", 600)], {}, { speed: 60 }));

    expect(queue.next()?.call.label).toBe("A001");
  });

  it("does not let a call grow old while others are being said", () => {
    const queue = new Queue();
    queue.take(hall(ten));
    queue.take(hall(ten, {}, { at: new Date(NOW + 10 * OLD_MS).toISOString() }));

    expect(spoken(queue).slice(0, 10)).toEqual(labels);
  });

  it("forgets what has grown old before anybody touched the screen", () => {
    const queue = new Queue();
    queue.take(hall(ten));
    queue.forgetOld(NOW + 2 * OLD_MS);

    expect(queue.next()).toBeNull();
  });

  it("goes on after a reload where it was: nothing is said anew, what was not heard is said", () => {
    const before = new Queue();
    before.take(hall(ten.slice(0, 4)));
    sayNext(before);
    sayNext(before);
    const after = new Queue(before.mark);
    after.take(hall(ten.slice(0, 4)));

    expect(spoken(after).slice(0, 2)).toEqual(labels.slice(2, 4));
  });

  it("loses nothing that waited behind a recall when the page is loaded again", () => {
    const before = new Queue();
    before.take(hall(ten.slice(0, 2)));
    before.take(hall([...ten.slice(0, 2), aCall(11, "A010", "1", 0, { recall: true })]));
    sayNext(before);
    const after = new Queue(before.mark);
    after.take(hall([...ten.slice(0, 2), aCall(11, "A010", "1", 0, { recall: true })]));

    expect(spoken(after)).toContain("A011");
  });

  it("speaks on when the server was restored from a copy and counts anew", () => {
    const queue = new Queue({ at: secondsAgo(60), seq: 90 });
    queue.take(hall([aCall(3, "A001", "1", 5)]));

    expect(queue.next()?.call.label).toBe("A001");
  });

  it("speaks on when a rehearsal begins anew, at an earlier time", () => {
    const queue = new Queue({ at: new Date(NOW + 3_600_000).toISOString(), seq: 90 });
    queue.take(hall([aCall(1, "A001", "1", 5)]));

    expect(queue.next()?.call.label).toBe("A001");
  });

  it("tells who was not heard yet", () => {
    const queue = new Queue();
    queue.take(hall(ten.slice(0, 3)));
    sayNext(queue);

    expect(queue.unheard.map((call) => call.label)).toEqual(labels.slice(1, 3));
  });
});
