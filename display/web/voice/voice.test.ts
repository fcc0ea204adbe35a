import type { BoardView } from "@queue/client";
import { flushPromises } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { aBoard, aCall, aCounter, following, NOW } from "../testing/views.ts";
import type { Outcome } from "./player.ts";
import { OLD_MS } from "./queue.ts";
import { voiceOf } from "./voice.ts";

type Call = BoardView["calls"][number];

/** A player of which the test says when each sound ends, and how. */
class Loudspeaker {
  readonly played: string[] = [];
  private endings: ((outcome: Outcome) => void)[] = [];

  play = (address: string): Promise<Outcome> => {
    this.played.push(address);
    return new Promise((resolve) => this.endings.push(resolve));
  };

  get playing(): number {
    return this.endings.length;
  }

  async end(outcome: Outcome = "ended"): Promise<void> {
    this.endings.shift()?.(outcome);
    await flushPromises();
  }
}

function hall(calls: Call[], part: Partial<BoardView> = {}): BoardView {
  const counters = calls.map(({ counter, label }) => aCounter(counter, { state: "called", label }));
  return aBoard({ calls: [...calls].reverse(), counters, voice: { languages: ["zh"], times: 1 }, ...part });
}

async function speaking(calls: Call[], zone: string | null = null, memory = new Map<string, string>()) {
  const loudspeaker = new Loudspeaker();
  const live = following(hall(calls));
  const voice = voiceOf(live, {
    hall: "h",
    part: { zone, services: [] },
    player: loudspeaker,
    pause: () => Promise.resolve(),
    memory: { getItem: (key) => memory.get(key) ?? null, setItem: (key, value) => void memory.set(key, value) },
  });
  await flushPromises();
  return { loudspeaker, live, voice, memory };
}

const calls = [aCall(1, "A001", "1", 3), aCall(2, "A002", "2", 2), aCall(3, "A003", "3", 1)];
const said = (loudspeaker: Loudspeaker) =>
  loudspeaker.played.flatMap((address) => /label=([A-Z0-9]+)/.exec(address)?.[1] ?? []);

describe("the voice of a board", () => {
  it("tries whether it can be heard before the first call", async () => {
    const { loudspeaker, voice } = await speaking([]);
    expect(loudspeaker.played).toEqual(["/api/v1/halls/h/voice/clip?kind=sound&text=chime"]);

    await loudspeaker.end("blocked");

    expect(voice.state.value).toBe("blocked");
  });

  it("says one call after another, never two at once", async () => {
    const { loudspeaker, voice, live } = await speaking(calls.slice(0, 2));
    await loudspeaker.end();
    expect(said(loudspeaker)).toEqual(["A001"]);
    live.view.value = hall(calls);
    await flushPromises();

    expect(loudspeaker.playing).toBe(1);
    expect(voice.saying.value?.label).toBe("A001");
    expect(voice.unheard.value.map((call) => call.label)).toEqual(["A001", "A002", "A003"]);

    await loudspeaker.end();
    await loudspeaker.end();
    await loudspeaker.end();

    expect(said(loudspeaker)).toEqual(["A001", "A002", "A003"]);
    expect(voice.saying.value).toBeNull();
    expect(voice.unheard.value).toEqual([]);
  });

  it("repeats at once and without a chime when nobody else waits", async () => {
    const { loudspeaker, live } = await speaking([]);
    await loudspeaker.end();
    live.view.value = hall(calls.slice(0, 1), { voice: { languages: ["zh"], times: 2 } });
    await flushPromises();
    await loudspeaker.end();

    expect(loudspeaker.played.slice(1)).toEqual([
      "/api/v1/halls/h/voice/call?label=A001&counter=1",
      "/api/v1/halls/h/voice/call?label=A001&counter=1&chime=no",
    ]);
  });

  it("says a rush in the first language, so that all are heard soon", async () => {
    const { loudspeaker, live } = await speaking([]);
    await loudspeaker.end();
    live.view.value = hall(calls, { voice: { languages: ["zh", "en"], times: 1 } });
    await flushPromises();
    expect(loudspeaker.played[1]).toBe("/api/v1/halls/h/voice/call?label=A001&counter=1&short=yes");
    for (let heard = 0; heard < 6; heard += 1) await loudspeaker.end();

    expect(said(loudspeaker)).toEqual(["A001", "A002", "A003", "A001", "A002"]);
    expect(loudspeaker.played.filter((address) => address.includes("short"))).toHaveLength(2);
  });

  it("waits for a touch where the browser wants one, and then says what is not old", async () => {
    const { loudspeaker, live, voice } = await speaking(calls);
    await loudspeaker.end("blocked");
    await loudspeaker.end("blocked");
    expect(loudspeaker.playing).toBe(0);
    live.view.value = hall(calls, { seq: 11 });
    await flushPromises();
    expect(loudspeaker.playing).toBe(0);
    expect(voice.unheard.value).toHaveLength(3);

    dispatchEvent(new Event("pointerup"));
    await flushPromises();

    expect(voice.state.value).toBe("ready");
    await loudspeaker.end(); // whether it is heard now
    expect(said(loudspeaker)).toEqual(["A001", "A001"]);
    expect(loudspeaker.playing).toBe(1);
  });

  it("says nothing old after a late touch", async () => {
    const { loudspeaker, live, voice } = await speaking(calls);
    await loudspeaker.end("blocked");
    await loudspeaker.end("blocked");
    live.now.value = NOW + 2 * OLD_MS;

    dispatchEvent(new Event("keydown"));
    await flushPromises();

    await loudspeaker.end();

    expect(voice.unheard.value).toEqual([]);
    expect(loudspeaker.playing).toBe(0);
  });

  it("tries a sound that fails again, then goes on with the next and says that something is wrong", async () => {
    const { loudspeaker, voice } = await speaking(calls.slice(0, 2));
    await loudspeaker.end();
    for (let tries = 0; tries < 3; tries += 1) await loudspeaker.end("failed");
    expect(voice.state.value).toBe("failing");
    expect(said(loudspeaker)).toEqual(["A001", "A001", "A001", "A002"]);

    await loudspeaker.end();

    expect(voice.state.value).toBe("ready");
  });

  it("waits while the link is lost, and says on the return what was missed shortly", async () => {
    const { loudspeaker, live } = await speaking([]);
    await loudspeaker.end();
    live.link.value = "silent";
    live.view.value = hall(calls);
    await flushPromises();
    expect(loudspeaker.playing).toBe(0);

    live.link.value = "live";
    await flushPromises();

    expect(said(loudspeaker)).toEqual(["A001"]);
  });

  it("says the calls of its zone", async () => {
    const { loudspeaker, live } = await speaking([], "east");
    await loudspeaker.end();
    const zones = [{ id: "east", name: { zh: "东厅", en: "East" } }];
    const counters = [
      aCounter("1", { state: "called", label: "A001", zone: "west" }),
      aCounter("2", { state: "called", label: "A002", zone: "east" }),
    ];
    live.view.value = hall(calls.slice(0, 2), { zones, counters });
    await flushPromises();
    await loudspeaker.end();

    expect(said(loudspeaker)).toEqual(["A002"]);
  });

  it("says nothing again after a reload", async () => {
    const { loudspeaker, memory } = await speaking(calls.slice(0, 1));
    await loudspeaker.end();
    await loudspeaker.end();
    const again = await speaking(calls.slice(0, 1), null, memory);
    await again.loudspeaker.end();

    expect(said(again.loudspeaker)).toEqual([]);
  });
});
