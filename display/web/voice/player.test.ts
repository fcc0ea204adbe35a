import { describe, expect, it, vi } from "vitest";

import { player } from "./player.ts";

/** An element as a browser gives one, which the test lets end, fail or refuse. */
class Element extends EventTarget {
  src = "";
  volume = 1;
  preload = "";
  pause = vi.fn();
  play = vi.fn(() => Promise.resolve());

  says(event: "ended" | "error"): void {
    this.dispatchEvent(new Event(event));
  }
}

const given = () => {
  const element = new Element();
  return { element, sound: player(element as unknown as HTMLAudioElement) };
};

describe("the player", () => {
  it("plays to the end", async () => {
    const { element, sound } = given();
    const playing = sound.play("/call?label=A001");

    element.says("ended");

    expect(await playing).toBe("ended");
    expect(element.src).toBe("/call?label=A001");
  });

  it("knows a browser that waits for a touch from a sound that cannot be had", async () => {
    const { element, sound } = given();
    element.play.mockRejectedValueOnce(new DOMException("", "NotAllowedError"));
    expect(await sound.play("/a")).toBe("blocked");

    element.play.mockRejectedValueOnce(new DOMException("", "NotSupportedError"));
    expect(await sound.play("/a")).toBe("failed");

    const playing = sound.play("/a");
    element.says("error");
    expect(await playing).toBe("failed");
  });

  it("gives up a sound that never ends, so that the next is heard", async () => {
    vi.useFakeTimers();
    const { element, sound } = given();
    const playing = sound.play("/a");

    await vi.advanceTimersByTimeAsync(60_000);

    expect(await playing).toBe("failed");
    expect(element.pause).toHaveBeenCalled();
    vi.useRealTimers();
  });

  it("is not ended by what became of the sound before", async () => {
    const { element, sound } = given();
    let reject: (error: Error) => void = () => undefined;
    element.play.mockReturnValueOnce(new Promise((_, no) => (reject = no)));
    const first = sound.play("/first");
    element.says("error");
    await first;

    const second = sound.play("/second");
    reject(new DOMException("", "AbortError"));
    await Promise.resolve();
    element.says("ended");

    expect(await second).toBe("ended");
  });

  it("ends what plays when something else is to be heard, or nothing", async () => {
    const { element, sound } = given();
    const first = sound.play("/first");
    const second = sound.play("/second");
    expect(await first).toBe("ended");

    sound.stop();

    expect(await second).toBe("ended");
    expect(element.pause).toHaveBeenCalled();
  });

  it("tries softly, and speaks aloud afterwards", () => {
    const { element, sound } = given();
    void sound.play("/a", true);
    expect(element.volume).toBe(0);
    void sound.play("/b");
    expect(element.volume).toBe(1);
  });
});
