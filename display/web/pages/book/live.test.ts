import { problemOf } from "@queue/client/testing";
import { afterEach, describe, expect, it, vi } from "vitest";

import { bookAt } from "./live.ts";

const answer = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status });

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("the booking page's way to the server", () => {
  it("leads on to the appointment's own page once it is booked", async () => {
    const fetched = vi.fn((_address: string, _options: RequestInit) =>
      Promise.resolve(answer({ token: "to ken", url: "http://elsewhere/a/to" }, 201)),
    );
    vi.stubGlobal("fetch", fetched);
    const lead = vi.fn();

    await bookAt("h", lead).book({ service: "household", slot_at: "2026-11-25T02:30:00Z", phone: "13800001234" });

    expect(fetched.mock.calls[0]?.[0]).toBe("/api/v1/halls/h/appointments");
    expect(lead).toHaveBeenCalledWith("/a/to%20ken");
  });

  it("asks with the times what day it is at the hall", async () => {
    const board = { at: "2026-11-25T02:14:05Z", rehearsal: true };
    const answered = (address: string) => Promise.resolve(answer(address.endsWith("/board") ? board : { days: [] }));
    vi.stubGlobal("fetch", answered);
    const live = bookAt("h");

    expect(await live.times("household")).toEqual({ days: [] });
    expect(live.moment.value).toEqual(board);
  });

  it("says why there is no hall", async () => {
    const { code, words, status } = problemOf("unknown-hall");
    vi.stubGlobal("fetch", () => Promise.resolve(answer({ code, title: words.zh, words, status }, status)));
    const live = bookAt("nowhere");

    await live.load();

    expect([live.hall.value, live.lost.value?.code]).toEqual([null, "unknown-hall"]);
  });
});
