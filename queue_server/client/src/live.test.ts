import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { follow, SILENT_AFTER_MS, type Followed } from "./live.ts";

type Handler = (...parts: unknown[]) => void;

/** The wire's other end, played by hand. */
const wire = vi.hoisted(() => {
  const handlers = new Map<string, Handler>();
  const state = { connected: false, joins: [] as unknown[][], connects: 0, options: {} as Record<string, unknown> };
  const socket = {
    get connected() {
      return state.connected;
    },
    on: (name: string, handler: Handler) => handlers.set(name, handler),
    emit: (_name: string, ...parts: unknown[]) => state.joins.push(parts),
    disconnect: () => {
      state.connected = false;
      return socket;
    },
    connect: () => {
      state.connects += 1;
      return socket;
    },
  };
  return { handlers, state, socket };
});

vi.mock("socket.io-client", () => ({
  io: (options: Record<string, unknown>) => {
    wire.state.options = options;
    return wire.socket;
  },
}));

interface Small {
  view: "board";
  seq: number;
  at: string;
  speed: number;
}

const OPENING = Date.parse("2026-11-25T01:00:00Z");
const after = (seconds: number): string => new Date(OPENING + seconds * 1000).toISOString();
const board = (seq: number, seconds = 0, speed = 1): Small => ({ view: "board", seq, at: after(seconds), speed });

function connect(): void {
  wire.state.connected = true;
  wire.handlers.get("connect")?.();
}
const push = (view: Small): void => wire.handlers.get("view")?.(view);
const beat = (seconds: number, speed = 1): void =>
  wire.handlers.get("heartbeat")?.({ hall: "h", seq: 1, at: after(seconds), speed });
const acknowledge = (answer: unknown): void => (wire.state.joins.pop()?.[1] as Handler)(answer);

describe("a followed view", () => {
  let followed: Followed<Small>;

  beforeEach(() => {
    vi.useFakeTimers();
    wire.handlers.clear();
    Object.assign(wire.state, { connected: false, joins: [], connects: 0 });
    followed = follow<Small>({ hall: "h", view: "board" });
  });
  afterEach(() => {
    followed.stop();
    vi.useRealTimers();
  });

  it("joins by websocket only, and again after each new connection", () => {
    connect();
    connect();

    expect(wire.state.options.transports).toEqual(["websocket"]);
    expect(wire.state.joins.map(([body]) => body)).toEqual([
      { hall: "h", view: "board" },
      { hall: "h", view: "board" },
    ]);
  });

  it("is live from the first view on", () => {
    connect();
    expect(followed.link.value).toBe("connecting");

    push(board(7));

    expect(followed.link.value).toBe("live");
    expect(followed.view.value?.seq).toBe(7);
  });

  it("ignores a view older than the shown one", () => {
    connect();
    push(board(7, 2));

    push(board(6, 3));
    push(board(7, 1));

    expect(followed.view.value).toEqual(board(7, 2));
  });

  it("takes the first view after joining again whatever its seq: the server may have been restored", () => {
    connect();
    push(board(70));

    connect();
    push(board(60));

    expect(followed.view.value?.seq).toBe(60);
  });

  it("says silent after ten seconds without a word, and live again with the next view", () => {
    connect();
    push(board(7));

    vi.advanceTimersByTime(SILENT_AFTER_MS - 1000);
    expect(followed.link.value).toBe("live");
    vi.advanceTimersByTime(2000);
    expect(followed.link.value).toBe("silent");
    expect(followed.heardAt.value).toBe(OPENING);

    push(board(8, 12));
    expect(followed.link.value).toBe("live");
  });

  it("stays live by heartbeats alone", () => {
    connect();
    push(board(7));

    for (let seconds = 5; seconds <= 60; seconds += 5) {
      vi.advanceTimersByTime(5000);
      beat(seconds);
    }

    expect(followed.link.value).toBe("live");
    expect(followed.heardAt.value).toBe(OPENING + 60_000);
  });

  it("says silent too when nothing ever came", () => {
    vi.advanceTimersByTime(SILENT_AFTER_MS + 1000);

    expect(followed.link.value).toBe("silent");
    expect(followed.heardAt.value).toBeNull();
  });

  it("makes a new connection when an open one has gone dead", () => {
    connect();
    push(board(7));

    vi.advanceTimersByTime(SILENT_AFTER_MS + 1000);

    expect(wire.state.connects).toBe(1);
  });

  it("runs the hall's clock at the hall's speed, from the last word heard", () => {
    connect();
    push(board(7, 0, 60));

    vi.advanceTimersByTime(3000);

    expect(followed.now.value).toBe(OPENING + 180_000);
  });

  it("keeps asking to join while the server refuses, and says why", () => {
    const SAID = { zh: "没有这个大厅", en: "There is no such hall" };
    connect();
    acknowledge({ error: { code: "unknown-hall", title: "没有这个大厅", status: 404, words: SAID } });
    expect(followed.problem.value).toMatchObject({ code: "unknown-hall", words: SAID });

    vi.advanceTimersByTime(6000);
    expect(wire.state.joins).toHaveLength(1);
    acknowledge({ ok: true });

    expect(followed.problem.value).toBeNull();
  });
});
