import { expect, it, vi } from "vitest";
import { effectScope, nextTick, ref } from "vue";

import { useEase } from "./ease.ts";
import type { HelpState } from "./help.ts";

function atKiosk() {
  const screen = ref("services");
  const help = ref<HelpState>("none");
  const prompts = { say: vi.fn(), hush: vi.fn() };
  const scope = effectScope();
  const ease = scope.run(() => useEase("h", screen, help, () => "A012", prompts));
  if (!ease) throw new Error("no scope");
  return { screen, help, prompts, ...ease };
}

it("says each screen, the number digit by digit, and that a person was called", async () => {
  const { screen, help, prompts, large } = atKiosk();
  large.value = true;
  await nextTick();
  screen.value = "number";
  await nextTick();
  help.value = "called";
  await nextTick();

  expect(prompts.say.mock.calls).toEqual([
    ["services", "zh", undefined],
    ["number", "zh", "A012"],
    ["help", "zh"],
  ]);
  expect(document.documentElement.className).toBe("larger");
});

it("says nothing unless it was asked to, and no more to the next person", async () => {
  const { screen, prompts, large, low, usual } = atKiosk();
  screen.value = "green";
  await nextTick();
  expect(prompts.say).not.toHaveBeenCalled();
  large.value = low.value = true;
  await nextTick();

  usual();
  await nextTick();
  screen.value = "services";
  await nextTick();

  expect([large.value, low.value, document.documentElement.className]).toEqual([false, false, ""]);
  expect(prompts.hush).toHaveBeenCalled();
  expect(prompts.say).toHaveBeenCalledTimes(1);
});
