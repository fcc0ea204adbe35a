/** What the kiosk says at each screen to who asked for it: sounds of the hall's voice pack; without one it stays silent. */

import { BASE, type Language } from "@queue/client";

export interface Prompts {
  /** `label`: of the number's own screen. A prompt under way gives way to the next. */
  say(screen: string, language: Language, label?: string): void;
  hush(): void;
}

export function createPrompts(hall: string, play: (address: string) => HTMLAudioElement = playing): Prompts {
  let sounding: HTMLAudioElement | null = null;

  function hush(): void {
    sounding?.pause();
    sounding = null;
  }

  return {
    hush,
    say(screen, language, label) {
      hush();
      const asked = new URLSearchParams({ screen, language, ...(label ? { label } : {}) });
      sounding = play(`${BASE}/halls/${encodeURIComponent(hall)}/voice/prompt?${asked.toString()}`);
    },
  };
}

function playing(address: string): HTMLAudioElement {
  const audio = new Audio(address);
  audio.play().catch(() => undefined); // no pack, no loudspeaker, no words for this screen
  return audio;
}
