import { problemOf } from "@queue/client/testing";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { anAppointment } from "../../testing/bookings.ts";
import { AGAIN_MS, holdAppointment, SOON_MS, type HeldLive } from "./live.ts";

const EARLY = { check_in_from: "2026-11-25T03:00:00Z" }; // it is 10:14 there

const answer = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status });
const fetched = vi.fn((_address: string): Promise<Response> => Promise.resolve(answer(anAppointment(EARLY))));
let live: HeldLive;

beforeEach(() => {
  vi.useFakeTimers();
  fetched.mockClear();
  vi.stubGlobal("fetch", fetched);
  live = holdAppointment("token");
});

afterEach(() => {
  live.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("one's appointment on one's phone", () => {
  it("is asked for again now and then, until it is no booking any more", async () => {
    await live.load();
    fetched.mockResolvedValueOnce(answer(anAppointment({ state: "checked_in", label: "A012" })));
    await vi.advanceTimersByTimeAsync(AGAIN_MS);
    expect(live.view.value?.label).toBe("A012");

    await vi.advanceTimersByTimeAsync(AGAIN_MS);

    expect(fetched).toHaveBeenCalledTimes(2);
  });

  it("is asked for often once it can be checked in, so that the number is there when its holder looks", async () => {
    fetched.mockResolvedValueOnce(answer(anAppointment()));
    await live.load();
    fetched.mockResolvedValueOnce(answer(anAppointment({ state: "checked_in", label: "A012" })));
    await vi.advanceTimersByTimeAsync(SOON_MS);

    expect(live.view.value?.label).toBe("A012");
  });

  it("is asked for often all day long when it is a case that was carried over to it", async () => {
    fetched.mockImplementation(() => Promise.resolve(answer(anAppointment({ check_in_from: null }))));
    await live.load();
    await vi.advanceTimersByTimeAsync(2 * SOON_MS);

    expect(fetched).toHaveBeenCalledTimes(3);
  });

  it("is asked for at once when the phone is taken up again", async () => {
    await live.load();

    document.dispatchEvent(new Event("visibilitychange"));
    await vi.advanceTimersByTimeAsync(0);

    expect(fetched).toHaveBeenCalledTimes(2);
  });

  it("keeps what it has when the hall cannot be reached", async () => {
    await live.load();
    fetched.mockRejectedValue(new TypeError("no network"));
    await vi.advanceTimersByTimeAsync(AGAIN_MS + 5_000);
    expect([live.link.value, live.view.value?.code, live.lost.value]).toEqual(["silent", "048213", null]);

    fetched.mockImplementation(() => Promise.resolve(answer(anAppointment(EARLY))));
    await vi.advanceTimersByTimeAsync(AGAIN_MS);

    expect(live.link.value).toBe("live");
  });

  it("shows what became of it when somebody else was quicker", async () => {
    const { words, status } = problemOf("appointment-over");
    const OVER = { code: "appointment-over", title: words.zh, words, status };
    await live.load();
    fetched.mockImplementation((address) =>
      Promise.resolve(
        address.endsWith("/cancel")
          ? answer(OVER, 409)
          : answer(anAppointment({ state: "checked_in", can_cancel: false })),
      ),
    );

    await live.cancel();

    expect(live.view.value?.state).toBe("checked_in");
  });
});
