import { expect, it } from "vitest";

import { personsIn } from "./persons.ts";

it.each([
  ["1", 1],
  [" 9 ", 9],
  ["0", null],
  ["10", null],
  ["", null],
  ["two", null],
])("reads %j as %s persons of at most nine", (typed, persons) => {
  expect(personsIn(typed, 9)).toBe(persons);
});
