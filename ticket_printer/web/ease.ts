/** Larger and spoken, or lower: what one person asked the kiosk for, and the next one finds as usual. */

import { onScopeDispose, ref, watch, type Ref } from "vue";

import type { HelpState } from "./help.ts";
import { createPrompts, type Prompts } from "./prompts.ts";
import { language } from "./words.ts";

/** A voice pack has two languages; to who reads a further one it speaks as the words do that lack a translation. */
function spoken(): "zh" | "en" {
  return language.value === "zh" ? "zh" : "en";
}

export interface Ease {
  /** In larger letters, and each screen said aloud. */
  large: Ref<boolean>;
  /** Everything that is pressed in the lower half. */
  low: Ref<boolean>;
  usual(): void;
}

/** `label`: the number that the screen "number" shows. */
export function useEase(
  hall: string,
  screen: Ref<string>,
  help: Ref<HelpState>,
  label: () => string | undefined,
  prompts: Prompts = createPrompts(hall),
): Ease {
  const [large, low] = [ref(false), ref(false)];

  watch(large, (wanted) => {
    document.documentElement.classList.toggle("larger", wanted);
    if (!wanted) prompts.hush();
  });

  watch([large, screen, language], () => {
    if (large.value) prompts.say(screen.value, spoken(), screen.value === "number" ? label() : undefined);
  });

  watch(help, (state) => {
    if (large.value && state === "called") prompts.say("help", spoken());
  });

  function usual(): void {
    large.value = low.value = false;
  }

  onScopeDispose(() => {
    document.documentElement.classList.remove("larger");
    prompts.hush();
  });
  return { large, low, usual };
}
