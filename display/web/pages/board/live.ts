/** The board's one listener. */

import { follow, renewing, type BoardView, type Followed } from "@queue/client";
import { ref, type Ref } from "vue";

import { askedPart, ofPart, type Part } from "../../part.ts";
import { asked, place } from "../../place.ts";
import { voiceOf, type Voice } from "../../voice/voice.ts";

const CALM_MS = 8_000; // a call is looked at for so long at least

/** plain: black and white, calls and waiting alone · strip: one or two lines of LEDs. */
export type Look = "board" | "plain" | "strip";

export interface BoardLive extends Followed<BoardView> {
  /** Which part of the hall it is for: ?zone=east&services=household,entry-exit. */
  part: Part;
  /** ?look=plain, ?look=strip */
  look: Look;
  /** Of a strip: ?lines=2 */
  lines: 1 | 2;
  /** Whether the screen is higher than wide. */
  upright: Ref<boolean>;
  /** Of a board that speaks: ?voice=on. One in each zone does, else they speak at once. */
  voice: Voice | null;
}

export function followBoard(): BoardLive {
  const [hall = ""] = place();
  const part = askedPart();
  const renewal = renewing(() => isCalm(followed, part, voice));
  const followed = follow<BoardView>({ hall, view: "board", joined: renewal.look });
  const voice = asked("voice") === "on" ? voiceOf(followed, { hall, part }) : null;
  const look = lookOf(asked("look"));
  document.documentElement.dataset.look = look;
  return { ...followed, part, look, lines: asked("lines") === "2" ? 2 : 1, upright: uprightness(), voice };
}

/** Nothing is being announced, so that nobody's call is cut off by a new page. */
export function isCalm(live: Followed<BoardView>, part: Part, voice: Voice | null): boolean {
  if (voice && (voice.saying.value || voice.unheard.value.length)) return false;
  const newest = live.view.value && ofPart(live.view.value, part).calls[0];
  return !newest || live.now.value - Date.parse(newest.at) > CALM_MS;
}

function lookOf(word: string | null): Look {
  return word === "plain" || word === "strip" ? word : "board";
}

function uprightness(): Ref<boolean> {
  const media = matchMedia("(orientation: portrait)");
  const upright = ref(media.matches);
  media.addEventListener("change", () => (upright.value = media.matches));
  return upright;
}
