/** The board's one listener. */

import { follow, type BoardView, type Followed } from "@queue/client";

import { asked, place } from "../../place.ts";
import { voiceOf, type Voice } from "../../voice/voice.ts";

export interface BoardLive extends Followed<BoardView> {
  /** Where the board stands: /board/{hall}?zone=east; null: in the whole hall. */
  zone: string | null;
  /** Of a board that speaks: ?voice=on. One in each zone does, else they speak at once. */
  voice: Voice | null;
}

export function followBoard(): BoardLive {
  const [hall = ""] = place();
  const zone = asked("zone");
  const followed = follow<BoardView>({ hall, view: "board" });
  return { ...followed, zone, voice: asked("voice") === "on" ? voiceOf(followed, { hall, zone }) : null };
}
