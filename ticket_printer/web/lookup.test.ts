import { Problem, type Why } from "@queue/client";
import { problemOf } from "@queue/client/testing";
import { flushPromises } from "@vue/test-utils";
import { beforeEach, expect, it, vi } from "vitest";

import { beginLookups, keysOf, type Found, type Lookups, type Named } from "./lookup.ts";
import { aLabelled } from "./testing/views.ts";
import { STALLED_AFTER_MS } from "./visit.ts";

interface Asked<T> {
  named: Named;
  key?: string;
  give(answer: T): void;
  refuse(problem: Problem): void;
}

/** The server's side, answered by the test when it likes. */
function aServer() {
  const finds: Asked<Found>[] = [];
  const whys: Asked<Why>[] = [];
  const reports: Asked<Found>[] = [];
  const prints: Asked<Found>[] = [];
  return {
    finds,
    whys,
    reports,
    prints,
    printLost: (named: Named, key: string) =>
      new Promise<Found>((give, refuse) => prints.push({ named, key, give, refuse })),
    find: (named: Named) => new Promise<Found>((give, refuse) => finds.push({ named, give, refuse })),
    why: (named: Named) => new Promise<Why>((give, refuse) => whys.push({ named, give, refuse })),
    rejoin: (named: Named, key: string) =>
      new Promise<Found>((give, refuse) => reports.push({ named, key, give, refuse })),
  };
}

const offline = problemOf("offline");
const MISSED = { state: "missed", ahead: null, forecast: null, misses: 1, can_rejoin: true } as const;

let server: ReturnType<typeof aServer>;
let lookups: Lookups;

beforeEach(() => {
  server = aServer();
  lookups = beginLookups(server);
});

async function found(part: Parameters<typeof aLabelled>[0] = {}): Promise<void> {
  lookups.open();
  lookups.type("A12");
  lookups.find();
  server.finds[server.finds.length - 1]?.give(aLabelled(part));
  await flushPromises();
}

it("finds the number as people type it, leading zeros or not", async () => {
  await found();

  expect(server.finds.map((asked) => asked.named)).toEqual([{ label: "A012" }]);
  expect(lookups.lookup).toMatchObject({ screen: "found", typed: "", asking: false });
  expect(lookups.lookup.found?.label).toBe("A012");
});

it.each(["", "12", "A"])("asks nobody for %j, and says what is missing", (text) => {
  lookups.open();
  lookups.type(text);
  lookups.find();

  expect(server.finds).toHaveLength(0);
  expect(lookups.lookup.problem?.code).toBe("label-incomplete");
  lookups.type(`${text}1`);
  expect(lookups.lookup.problem).toBeNull();
});

it("finds the number of a slip that is held to the reader, from the start page on", async () => {
  lookups.read("token-1");
  server.finds[0]?.give(aLabelled());
  await flushPromises();

  expect(server.finds[0]?.named).toEqual({ token: "token-1" });
  expect(lookups.lookup.screen).toBe("found");
});

it("keeps what was typed when nothing was found", async () => {
  lookups.open();
  lookups.type("A99");
  lookups.find();
  server.finds[0]?.refuse(problemOf("unknown-ticket"));
  await flushPromises();

  expect(lookups.lookup).toMatchObject({ screen: "find", typed: "A99", asking: false });
  expect(lookups.lookup.problem?.code).toBe("unknown-ticket");
});

it("reports once however often it is pressed, and again with the same key after a failure", async () => {
  await found(MISSED);
  lookups.rejoin();
  lookups.rejoin();
  expect(server.reports).toHaveLength(1);
  server.reports[0]?.refuse(offline);
  await flushPromises();

  lookups.rejoin();
  server.reports[1]?.give(aLabelled());
  await flushPromises();

  expect(server.reports[1]?.key).toBe(server.reports[0]?.key);
  expect(lookups.lookup).toMatchObject({ rejoined: true, problem: null });
  lookups.rejoin();
  expect(server.reports[2]?.key).not.toBe(server.reports[1]?.key);
});

it.each(["illegal-move", "ticket-ended"])("shows how it stands when somebody was faster: %s", async (code) => {
  await found(MISSED);
  lookups.rejoin();
  server.reports[0]?.refuse(problemOf(code));
  await flushPromises();
  server.finds[1]?.give(aLabelled());
  await flushPromises();

  expect(lookups.lookup.found?.state).toBe("waiting");
  expect(lookups.lookup.problem).toBeNull();
});

it("asks why others went first", async () => {
  await found();
  lookups.askWhy();
  server.whys[0]?.give({ same_service: 1, other_services: 0, words: { zh: "因为", en: "because" } });
  await flushPromises();

  expect(lookups.lookup.why?.words.zh).toBe("因为");
});

it("follows what happens in the hall while the number is shown", async () => {
  lookups.refresh();
  expect(server.finds).toHaveLength(0);
  await found();

  lookups.refresh();
  server.finds[1]?.give(aLabelled({ state: "called" }));
  await flushPromises();

  expect(lookups.lookup.found?.state).toBe("called");
});

it("shows nobody what comes after its person has left", async () => {
  await found(MISSED);
  lookups.rejoin();
  lookups.refresh();
  lookups.end();
  lookups.open();
  server.reports[0]?.give(aLabelled());
  await flushPromises();

  expect(lookups.lookup).toMatchObject({ screen: "find", typed: "", found: null, rejoined: false, asking: false });
  lookups.rejoin();
  expect(server.reports).toHaveLength(1);
});

it("has the letters of the hall's series on its keys, each once", () => {
  const keys = keysOf([{ series: "B" }, { series: "AB" }, { series: "B" }]);

  expect(keys.join("")).toBe("AB0123456789");
});

it("prints a lost slip again once, and says when nobody prints it", async () => {
  vi.useFakeTimers();
  await found();

  lookups.printLost();
  lookups.printLost();
  expect(server.prints.map((asked) => asked.named)).toEqual([{ label: "A012" }]);
  server.prints[0]?.give(aLabelled({ slip: "requested" }));
  await flushPromises();
  expect(lookups.lookup.copy).toBe("asked");

  vi.advanceTimersByTime(STALLED_AFTER_MS);
  expect(lookups.lookup.copy).toBe("stalled");
  lookups.end();
  expect(lookups.lookup.copy).toBe("off");
  vi.useRealTimers();
});

it("shows the slip that is on its way already when it is asked for a second time", async () => {
  await found();

  lookups.printLost();
  server.prints[0]?.refuse(problemOf("illegal-move"));
  await flushPromises();
  server.finds[1]?.give(aLabelled({ slip: "printing" }));
  await flushPromises();

  expect(lookups.lookup).toMatchObject({ problem: null, copy: "asked", found: { slip: "printing" } });
});
