import { type HallInfo, type VoiceClip } from "@queue/client";
import { problemOf } from "@queue/client/testing";
import { mount } from "@vue/test-utils";
import { describe, expect, it, vi } from "vitest";
import { nextTick, ref, shallowRef } from "vue";

import type { CheckLive } from "./live.ts";
import Page from "./Page.vue";

const clip = (text: string, state: VoiceClip["state"]): VoiceClip => ({
  kind: "zh",
  text,
  state,
  file: `own/zh/${text}.wav`,
  why: null,
});

const hall = {
  id: "h",
  name: { zh: "测试大厅", en: "Test hall" },
  services: [{ service: "s", name: { zh: "事", en: "Service" }, series: "B" }],
  counters: [{ id: "3", name: { zh: "3号窗口", en: "Counter 3" }, serves: ["s"], support: [] }],
} as unknown as HallInfo;

async function page(clips: VoiceClip[], there = true) {
  const live: CheckLive = {
    hall: shallowRef(null),
    voice: shallowRef({ there, languages: ["zh"], times: 2, clips }),
    lost: shallowRef(null),
    playing: ref(null),
    failed: ref(false),
    load: vi.fn(),
    play: vi.fn(),
    playAll: vi.fn(),
    playCall: vi.fn(),
    stop: vi.fn(),
  };
  const shown = mount(Page, { props: { live } });
  live.hall.value = hall;
  await nextTick();
  return { live, shown };
}

describe("the voice page", () => {
  it("says that nothing is missing", async () => {
    const { shown } = await page([clip("请", "built"), clip("0", "own")]);

    expect(shown.get("[role=status]").text()).toContain("全部 2 段语音齐全");
  });

  it("says how to get what is missing", async () => {
    const { shown } = await page([clip("请", "built"), clip("0", "missing")]);

    expect(shown.get("[role=status]").text()).toMatch(/缺少 1 段.*queue-server voice build --hall h/);
  });

  it("says how to get a voice where there is none, and offers nothing to play", async () => {
    const { shown } = await page([clip("请", "missing")], false);

    expect(shown.get("[role=status]").text()).toMatch(/还没有语音包.*espeak-ng/);
    expect(shown.find("button").exists()).toBe(false);
  });

  it("plays a whole call of the hall's own", async () => {
    const { live, shown } = await page([clip("请", "built")]);

    await shown.get("form").trigger("submit");

    expect(live.playCall).toHaveBeenCalledWith("B012", "3");
  });

  it("plays no number that could not be one", async () => {
    const { live, shown } = await page([clip("请", "built")]);
    await shown.get("input").setValue("请");

    await shown.get("form").trigger("submit");

    expect(live.playCall).not.toHaveBeenCalled();
    expect(shown.get("input").attributes("aria-invalid")).toBe("true");
  });

  it("says that there is no such hall", async () => {
    const { live, shown } = await page([]);
    live.lost.value = problemOf("unknown-hall");
    await nextTick();

    expect(shown.find(".check").exists()).toBe(false);
  });
});
