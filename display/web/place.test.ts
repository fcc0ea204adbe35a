import { expect, it } from "vitest";

import { asked, place } from "./place.ts";

it("reads hall and counter from the address", () => {
  expect(place("/window/wanzhou-centre/3")).toEqual(["wanzhou-centre", "3"]);
  expect(place("/board/wanzhou-centre/")).toEqual(["wanzhou-centre"]);
  expect(place("/window/%E4%B8%87%E5%B7%9E/A%2F1")).toEqual(["万州", "A/1"]);
  expect(place("/t")).toEqual([]);
});

it("takes an address that nobody can read as it stands, so that the page can say that there is no such hall", () => {
  expect(place("/board/%ff")).toEqual(["%ff"]);
  expect(place("/window/100%/%E4%B8")).toEqual(["100%", "%E4%B8"]);
});

it("reads what a screen is for from behind the question mark", () => {
  expect(asked("zone", "?zone=east&voice=on")).toBe("east");
  expect(asked("voice", "?zone=east")).toBeNull();
});
