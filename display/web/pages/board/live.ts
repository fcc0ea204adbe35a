/** The board's one listener. */

import { follow, type BoardView } from "@queue/client";

import { place } from "../../place.ts";

export function followBoard() {
  const [hall = ""] = place();
  return follow<BoardView>({ hall, view: "board" });
}
