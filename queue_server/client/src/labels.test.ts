import { expect, it } from "vitest";

import { labelOf } from "./labels.ts";

it.each([
  ["a12", "A012"],
  [" A012 ", "A012"],
  ["b 7", "B007"],
  ["k1000", "K1000"],
  ["ab-3", "AB003"],
  ["12", "12"],
])("reads %j as the number %s", (typed, label) => {
  expect(labelOf(typed)).toBe(label);
});
