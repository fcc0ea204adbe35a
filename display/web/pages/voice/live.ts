/** The voice page's way to the server: which clips a hall needs, and how each of them sounds. */

import { BASE, createApi, Problem, type HallInfo, type VoiceClip, type VoiceInfo } from "@queue/client";
import { ref, shallowRef, type Ref, type ShallowRef } from "vue";

import { player, type Player } from "../../voice/player.ts";

export interface CheckLive {
  hall: ShallowRef<HallInfo | null>;
  voice: ShallowRef<VoiceInfo | null>;
  /** Why there is nothing to show. */
  lost: ShallowRef<Problem | null>;
  /** The key of the clip that is heard now, or "call". */
  playing: Ref<string | null>;
  /** The last sound could not be played. */
  failed: Ref<boolean>;
  load(): Promise<void>;
  play(clip: VoiceClip): Promise<void>;
  /** Every clip that there is, one after another, until `stop`. */
  playAll(): Promise<void>;
  playCall(label: string, counter: string): Promise<void>;
  stop(): void;
}

export const keyOf = (clip: VoiceClip): string => `${clip.kind}/${clip.text}`;

export function checkVoice(name: string, sound: Player = player()): CheckLive {
  const api = createApi();
  const path = `/halls/${encodeURIComponent(name)}`;
  const hall: ShallowRef<HallInfo | null> = shallowRef(null);
  const voice: ShallowRef<VoiceInfo | null> = shallowRef(null);
  const lost: ShallowRef<Problem | null> = shallowRef(null);
  const playing = ref<string | null>(null);
  const failed = ref(false);
  let turn = 0; // of the latest press: an older one plays no more

  async function hear(key: string, address: string, query: Record<string, string>): Promise<void> {
    playing.value = key;
    const outcome = await sound.play(`${BASE}${path}/voice/${address}?${new URLSearchParams(query)}`);
    failed.value = outcome !== "ended";
  }

  /** One press; what it began ends with the next. */
  async function press(work: (mine: () => boolean) => Promise<void>): Promise<void> {
    turn += 1;
    const mine = turn;
    await work(() => mine === turn);
    if (mine === turn) playing.value = null;
  }

  const hearClip = (clip: VoiceClip) => hear(keyOf(clip), "clip", { kind: clip.kind, text: clip.text });

  return {
    hall,
    voice,
    lost,
    playing,
    failed,
    async load() {
      try {
        [hall.value, voice.value] = await Promise.all([
          api.get<HallInfo>(path),
          api.get<VoiceInfo>(`${path}/voice`),
        ]);
        lost.value = null;
      } catch (problem) {
        lost.value = Problem.of(problem);
      }
    },
    play: (clip) => press(() => hearClip(clip)),
    playAll: () =>
      press(async (mine) => {
        for (const clip of voice.value?.clips ?? []) {
          if (!mine()) return;
          if (clip.state !== "missing") await hearClip(clip);
        }
      }),
    playCall: (label, counter) => press(() => hear("call", "call", { label, counter })),
    stop() {
      turn += 1;
      playing.value = null;
      sound.stop();
    },
  };
}
