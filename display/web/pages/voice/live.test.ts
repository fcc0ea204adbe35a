import type { VoiceClip, VoiceInfo } from "@queue/client";
import { flushPromises } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import type { Outcome } from "../../voice/player.ts";
import { checkVoice } from "./live.ts";

const clip = (text: string, state: VoiceClip["state"] = "built"): VoiceClip => ({
  kind: "zh",
  text,
  state,
  file: `own/zh/${text}.wav`,
  why: null,
});

/** A page whose sounds end when the test says so. */
function checking(clips: VoiceClip[] = []) {
  const played: string[] = [];
  const endings: ((outcome: Outcome) => void)[] = [];
  const live = checkVoice("h", {
    play(address) {
      played.push(decodeURIComponent(address));
      return new Promise((resolve) => endings.push(resolve));
    },
    stop: () => endings.splice(0).forEach((end) => end("ended")),
  });
  live.voice.value = { there: true, languages: ["zh"], times: 2, clips } satisfies VoiceInfo;
  const end = async (outcome: Outcome = "ended") => {
    endings.shift()?.(outcome);
    await flushPromises();
  };
  return { live, played, end };
}

describe("listening to the voice", () => {
  it("plays one clip, and says which", async () => {
    const { live, played, end } = checking();
    void live.play(clip("请"));

    expect(played).toEqual(["/api/v1/halls/h/voice/clip?kind=zh&text=请"]);
    expect(live.playing.value).toBe("zh/请");

    await end();

    expect(live.playing.value).toBeNull();
  });

  it("plays all that there are in turn, until it is stopped", async () => {
    const { live, played, end } = checking([clip("请"), clip("A", "missing"), clip("0", "own"), clip("1")]);
    void live.playAll();
    await end();
    expect(played).toHaveLength(2);
    expect(live.playing.value).toBe("zh/0");

    live.stop();
    await flushPromises();

    expect(played).toHaveLength(2);
    expect(live.playing.value).toBeNull();
  });

  it("plays a whole call", () => {
    const { live, played } = checking();
    void live.playCall("A012", "3");

    expect(played).toEqual(["/api/v1/halls/h/voice/call?label=A012&counter=3"]);
  });

  it("says that nothing was heard", async () => {
    const { live, end } = checking();
    void live.play(clip("请"));
    await end("failed");
    expect(live.failed.value).toBe(true);

    void live.play(clip("请"));
    await end();

    expect(live.failed.value).toBe(false);
  });
});
