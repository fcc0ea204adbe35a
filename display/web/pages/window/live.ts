/** The window sign's one listener. */

import { follow, renewing, type WindowView } from "@queue/client";

import { place } from "../../place.ts";

export function followWindow() {
  const [hall = "", counter = ""] = place();
  const renewal = renewing(() => followed.view.value?.counter.state !== "called");
  const followed = follow<WindowView>({ hall, view: "window", counter, joined: renewal.look });
  return followed;
}
