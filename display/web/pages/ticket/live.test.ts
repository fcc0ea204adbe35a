import { problemOf } from "@queue/client/testing";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { nextTick, ref, shallowRef } from "vue";

import { aTicket } from "../../testing/views.ts";
import { followTicket } from "./live.ts";

const api = { get: vi.fn(), post: vi.fn() };
const pushed = { view: shallowRef(null), link: ref("live"), heardAt: ref<number | null>(null), now: ref(0) };

vi.mock("@queue/client", async (original) => ({
  ...(await original<Record<string, unknown>>()),
  createApi: () => api,
  follow: () => pushed,
}));

const OFFLINE = problemOf("offline");

function keeping(view = aTicket({ label: "A012" })) {
  return { view: vi.fn(() => view), keep: vi.fn(), forget: vi.fn() };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it("shows the last view that the phone keeps when the server cannot be asked, as old, and asks again", async () => {
  const kept = keeping();
  const live = followTicket("t", kept);
  api.get.mockRejectedValueOnce(OFFLINE);
  await live.load();

  expect(live.view.value?.label).toBe("A012");
  expect(live.link.value).toBe("silent");
  expect(live.heardAt.value).toBe(Date.parse(aTicket().at));
  expect(kept.keep).not.toHaveBeenCalled();

  api.get.mockResolvedValueOnce(aTicket({ label: "A012", seq: 900, state: "called" }));
  await vi.advanceTimersByTimeAsync(5_000);

  expect(live.view.value?.state).toBe("called");
  expect(live.link.value).toBe("live");
  await nextTick();
  expect(kept.keep).toHaveBeenCalledTimes(1);
});

it("does not leave who waits for an answer before an empty page", async () => {
  const live = followTicket("t", keeping());
  api.get.mockReturnValueOnce(new Promise(() => undefined));
  void live.load();
  await vi.advanceTimersByTimeAsync(2_900);
  expect(live.view.value).toBeNull();

  await vi.advanceTimersByTimeAsync(200);
  expect(live.view.value?.label).toBe("A012");
  expect(live.link.value).toBe("silent");
});

it("forgets a ticket that the server does not know", async () => {
  const kept = keeping();
  const live = followTicket("t", kept);
  api.get.mockRejectedValueOnce(problemOf("unknown-ticket"));
  await live.load();

  expect(live.view.value).toBeNull();
  expect(live.lost.value?.code).toBe("unknown-ticket");
  expect(kept.forget).toHaveBeenCalled();
});
