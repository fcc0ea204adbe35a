import { afterEach, expect, it, vi } from "vitest";
import { effectScope, type EffectScope } from "vue";

import { useVibration } from "./vibration.ts";

let scope: EffectScope;

function on(phone: object): ReturnType<typeof useVibration> {
  vi.stubGlobal("navigator", phone);
  scope = effectScope();
  const vibration = scope.run(useVibration);
  if (!vibration) throw new Error("no scope");
  return vibration;
}

afterEach(() => scope.stop());

it("is never there on a phone that cannot", () => {
  expect(on({}).value).toBe("never");
});

it("is there once the page has been touched", () => {
  const vibration = on({ vibrate: () => true, userActivation: { hasBeenActive: false } });
  expect(vibration.value).toBe("after-a-touch");

  dispatchEvent(new Event("pointerdown"));

  expect(vibration.value).toBe("ready");
});

it("is there at once on a page that was touched before, and where nobody asks for a touch", () => {
  expect(on({ vibrate: () => true, userActivation: { hasBeenActive: true } }).value).toBe("ready");
  scope.stop();
  expect(on({ vibrate: () => true }).value).toBe("ready");
});
