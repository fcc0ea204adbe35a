import { effectScope, ref } from "vue";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { useCountdown } from "./countdown.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function begin(seconds: number | null) {
  const whole = ref(seconds);
  const over = vi.fn();
  const scope = effectScope();
  const countdown = scope.run(() => useCountdown(() => whole.value, over));
  if (!countdown) throw new Error("no scope");
  return { whole, over, scope, ...countdown };
}

it("runs down by seconds and is over once", () => {
  const { left, over } = begin(3);

  vi.advanceTimersByTime(2000);
  expect(left.value).toBe(1);
  vi.advanceTimersByTime(5000);

  expect(over).toHaveBeenCalledTimes(1);
  expect(left.value).toBeNull();
});

it("begins anew when somebody touches the kiosk", () => {
  const { left, over, restart } = begin(3);

  vi.advanceTimersByTime(2000);
  restart();
  vi.advanceTimersByTime(2000);

  expect(left.value).toBe(1);
  expect(over).not.toHaveBeenCalled();
});

it("begins anew with another length, and rests while there is none", async () => {
  const { left, over, whole } = begin(3);

  whole.value = null;
  await Promise.resolve();
  vi.advanceTimersByTime(60_000);
  expect(left.value).toBeNull();
  whole.value = 5;
  await Promise.resolve();

  expect(left.value).toBe(5);
  expect(over).not.toHaveBeenCalled();
});

it("ends with the page that it belongs to", () => {
  const { over, scope } = begin(3);

  scope.stop();
  vi.advanceTimersByTime(10_000);

  expect(over).not.toHaveBeenCalled();
});
