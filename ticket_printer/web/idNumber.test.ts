import { expect, it } from "vitest";

import { isIdNumber } from "./idNumber.ts";

it.each([
  ["11010519491231002X", true], // the example of GB 11643-1999
  ["440524188001010014", true], // and its other one
  ["110105194912310021", false],
  ["11010519491231002", false],
  ["X1010519491231002X", false],
  ["", false],
])("finds a mistyped digit: %s is %s", (typed, right) => {
  expect(isIdNumber(typed)).toBe(right);
});
