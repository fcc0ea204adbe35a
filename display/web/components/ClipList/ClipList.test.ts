import type { VoiceClip } from "@queue/client";
import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import ClipList from "./ClipList.vue";

const built: VoiceClip = { kind: "zh", text: "请", state: "built", file: "own/zh/请.wav", why: null };

const list = (part: Partial<VoiceClip> = {}, playing: string | null = null) =>
  mount(ClipList, { props: { kind: "zh", clips: [{ ...built, ...part }], playing } });

describe("the clips of a language", () => {
  it("are heard by a press", async () => {
    const clips = list();

    await clips.get("button").trigger("click");

    expect(clips.emitted("play")).toEqual([[built]]);
  });

  it("show which one is heard now", () => {
    expect(list({}, "zh/请").get("button").attributes("aria-pressed")).toBe("true");
  });

  it("name what the hall has recorded itself", () => {
    expect(list({ state: "own" }).text()).toContain("自录");
  });

  it("tell of a missing one where a recording belongs", () => {
    const missing = list({ state: "missing" });

    expect(missing.find("button").exists()).toBe(false);
    expect(missing.text()).toMatch(/缺失.*own\/zh\/请\.wav/);
  });

  it("tell what is wrong with a recording", () => {
    expect(list({ why: "own/zh/请.wav: 8 bit samples" }).text()).toContain("8 bit samples");
  });
});
