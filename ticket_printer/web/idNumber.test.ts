import { expect, it } from "vitest";

import cases from "../../tests/cases/id_numbers.json";
import { ageOn, isIdNumber, opensGreen } from "./idNumber.ts";

it.each(cases.ages)("knows $number, and its age on $today", ({ number, today, age }) => {
  expect(isIdNumber(number)).toBe(true);
  expect(ageOn(number, today)).toBe(age);
});

it.each(cases.wrong)("finds a mistyped number: %s", (typed) => {
  expect(isIdNumber(typed)).toBe(false);
});

it.each(cases.lane_of_age)("knows at $age whether the lane that the age opens is green: $green", ({ age, green }) => {
  expect(opensGreen(age, cases.lanes)).toBe(green);
});

it("opens no lane where none asks for an age", () => {
  expect(opensGreen(99, [])).toBe(false);
});
