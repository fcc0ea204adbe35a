import { expect, it } from "vitest";

import { ageOn, isIdNumber, opensGreen } from "./idNumber.ts";

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

it.each([
  ["11010519491231002X", "2026-12-30", 76],
  ["11010519491231002X", "2026-12-31", 77],
  ["440524188001010014", "1880-01-01", 0],
])("reads the age of %s on %s", (number, today, age) => {
  expect(ageOn(number, today)).toBe(age);
});

it("finds the green channel opened by the highest age that is reached", () => {
  const lanes = [
    { green: true, from_age: 60 },
    { green: false, from_age: 80 },
    { green: true, from_age: null },
  ];
  expect([59, 60, 79, 80].map((age) => opensGreen(age, lanes))).toEqual([false, true, true, false]);
  expect(opensGreen(99, [])).toBe(false);
});
