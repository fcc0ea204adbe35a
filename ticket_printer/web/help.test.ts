import type { OpenCall } from "@queue/client";
import { afterEach, describe, expect, it, vi } from "vitest";
import { effectScope, nextTick, ref } from "vue";

import { SHOWN_MS, useHelp } from "./help.ts";

const CALL: OpenCall = { id: "h1", place: "kiosk-1", asked_at: "2026-11-25T02:05:00Z" };

function atKiosk(send: () => Promise<unknown> = () => Promise.resolve()) {
  vi.useFakeTimers();
  const calls = ref<OpenCall[]>([]);
  const sent = vi.fn(send);
  const scope = effectScope();
  const used = scope.run(() => useHelp(() => calls.value, { place: ref("kiosk-1"), askForHelp: sent }));
  if (!used) throw new Error("no scope");
  return { calls, sent, ...used };
}

describe("a person called to the kiosk", () => {
  afterEach(() => void vi.useRealTimers());

  it("is called once, and the kiosk says when somebody comes", async () => {
    const { calls, sent, help, call } = atKiosk();
    call();
    call();
    expect(help.value).toBe("asking");
    calls.value = [CALL];
    await nextTick();
    expect(help.value).toBe("called");
    call();
    expect(sent).toHaveBeenCalledTimes(1);

    calls.value = [];
    await nextTick();

    expect(help.value).toBe("coming");
    vi.advanceTimersByTime(SHOWN_MS);
    expect(help.value).toBe("none");
  });

  it("is another kiosk's when that one called", () => {
    const { calls, help } = atKiosk();

    calls.value = [{ ...CALL, place: "kiosk-2" }];

    expect(help.value).toBe("none");
  });

  it("says so when nobody was reached, and can be pressed again", async () => {
    const { sent, help, call } = atKiosk(() => Promise.reject(new Error("offline")));
    call();
    await vi.waitFor(() => expect(help.value).toBe("failed"));

    call();

    expect(sent).toHaveBeenCalledTimes(2);
  });
});
