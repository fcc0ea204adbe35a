import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { renewing } from "./renew.ts";

const page = (hash: string) => `<head><script type="module" src="/assets/display/board-${hash}.js"></script></head>`;

describe("a page that renews itself", () => {
  const own = new DOMParser().parseFromString(page("1"), "text/html");
  let calm = true;
  let answer: string | null = null;
  const reload = vi.fn();
  const renewal = () => renewing(() => calm, { page: own, fetched: () => Promise.resolve(answer), reload });

  beforeEach(() => {
    vi.useFakeTimers();
    reload.mockClear();
    calm = true;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("loads again when the server has another one", async () => {
    answer = page("2");

    renewal().look();
    await vi.advanceTimersByTimeAsync(11_000);

    expect(reload).toHaveBeenCalledOnce();
  });

  it.each([["the same page", page("1")], ["no answer", null], ["a page that is no page", "Bad gateway"]])(
    "stays as it is with %s",
    async (_, given) => {
      answer = given;

      renewal().look();
      await vi.advanceTimersByTimeAsync(60_000);

      expect(reload).not.toHaveBeenCalled();
    },
  );

  it("waits until nothing is being announced", async () => {
    answer = page("2");
    calm = false;
    renewal().look();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(reload).not.toHaveBeenCalled();

    calm = true;
    await vi.advanceTimersByTimeAsync(11_000);
    expect(reload).toHaveBeenCalledOnce();
  });

  it("does not leave the page for a server that has gone meanwhile", async () => {
    answer = page("2");
    calm = false;
    renewal().look();
    await vi.advanceTimersByTimeAsync(11_000);

    answer = null;
    calm = true;
    await vi.advanceTimersByTimeAsync(60_000);

    expect(reload).not.toHaveBeenCalled();
  });

  it("asks now and then by itself", async () => {
    answer = page("2");
    renewal();

    await vi.advanceTimersByTimeAsync(612_000);

    expect(reload).toHaveBeenCalled();
  });
});
