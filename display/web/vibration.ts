/** Whether this phone can be felt when its number is called. Browsers let a page vibrate once it has been touched; some
 * phones never do. */

import { onScopeDispose, ref, type Ref } from "vue";

export type Vibration = "never" | "after-a-touch" | "ready";

const TOUCHES = ["pointerdown", "keydown"] as const;

export function useVibration(): Readonly<Ref<Vibration>> {
  const can = "vibrate" in navigator;
  const touched = !("userActivation" in navigator) || navigator.userActivation.hasBeenActive;
  const vibration = ref<Vibration>(can ? (touched ? "ready" : "after-a-touch") : "never");
  if (vibration.value !== "after-a-touch") return vibration;

  function ready(): void {
    vibration.value = "ready";
    leave();
  }
  function leave(): void {
    for (const one of TOUCHES) removeEventListener(one, ready);
  }
  for (const one of TOUCHES) addEventListener(one, ready);
  onScopeDispose(leave);
  return vibration;
}
