import { describe, expect, it, vi } from "vitest";

import { createPrompts } from "./prompts.ts";

describe("the kiosk's voice", () => {
  it("says one thing at a time, and stops when it is told to", () => {
    const addresses: string[] = [];
    const pauses: ReturnType<typeof vi.fn>[] = [];
    const prompts = createPrompts("h", (address) => {
      addresses.push(address);
      const pause = vi.fn();
      pauses.push(pause);
      return { pause } as unknown as HTMLAudioElement;
    });

    prompts.say("green", "zh");
    prompts.say("number", "en", "A012");
    expect(addresses).toEqual([
      "/api/v1/halls/h/voice/prompt?screen=green&language=zh",
      "/api/v1/halls/h/voice/prompt?screen=number&language=en&label=A012",
    ]);
    expect(pauses.map((pause) => pause.mock.calls.length)).toEqual([1, 0]);

    prompts.hush();

    expect(pauses[1]).toHaveBeenCalledTimes(1);
  });
});
