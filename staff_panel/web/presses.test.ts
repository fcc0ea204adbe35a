import { type Api } from "@queue/client";
import { problemOf } from "@queue/client/testing";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { shallowRef } from "vue";

import { createPresses } from "./presses.ts";

interface View {
  seq: number;
}

describe("presses", () => {
  const post = vi.fn();
  const get = vi.fn();
  const api = { post, get } as unknown as Api;
  const view = shallowRef<View | null>(null);
  const presses = () => createPresses<View>(api, shallowRef({ view }), () => "/view");

  beforeEach(() => {
    vi.useFakeTimers();
    post.mockReset();
    get.mockReset();
    view.value = { seq: 7 };
  });
  afterEach(() => vi.useRealTimers());

  it("lets only one press through while its request is under way", async () => {
    let answer: (value: object) => void = () => undefined;
    post.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    const { once, busy } = presses();

    const first = once("/next");
    expect(await once("/next")).toBeUndefined();
    view.value = { seq: 8 };
    answer({ label: "A001" });

    expect(await first).toEqual({ label: "A001" });
    expect(post).toHaveBeenCalledTimes(1);
    expect(busy.value).toBe(false);
  });

  it("stays busy until the view shows what the press did", async () => {
    post.mockResolvedValue({ label: "A001" });
    const { once, busy } = presses();

    const press = once("/next");
    await vi.advanceTimersByTimeAsync(50);
    expect(busy.value).toBe(true);
    view.value = { seq: 8 };
    await press;

    expect(busy.value).toBe(false);
    expect(get).not.toHaveBeenCalled();
  });

  it("asks for the view itself when no push comes", async () => {
    post.mockResolvedValue({ label: "A001" });
    get.mockResolvedValue({ seq: 9 });

    const press = presses().once("/next");
    await vi.runAllTimersAsync();
    await press;

    expect(get).toHaveBeenCalledWith("/view");
    expect(view.value).toEqual({ seq: 9 });
  });

  it("waits for nothing when the server had nothing to do", async () => {
    post.mockResolvedValue(null);
    expect(await presses().once("/next")).toBeNull();
  });

  it("is free again after a refusal", async () => {
    post.mockRejectedValue(problemOf("counter-paused"));
    const { once, busy } = presses();

    await expect(once("/next")).rejects.toMatchObject({ code: "counter-paused" });
    expect(busy.value).toBe(false);
  });
});
