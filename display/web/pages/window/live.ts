/** The window sign's one listener. */

import { follow, type WindowView } from "@queue/client";

import { place } from "../../place.ts";

export function followWindow() {
  const [hall = "", counter = ""] = place();
  return follow<WindowView>({ hall, view: "window", counter });
}
