import { Problem } from "@queue/client";
import { problemOf } from "@queue/client/testing";
import { describe, expect, it } from "vitest";

import { field } from "../testing/registers.ts";
import { blank, bodyOf, refused, wrongs } from "./form.ts";

const FIELDS = [
  field("about", { required: true, most: 40 }),
  field("note", { kind: "long-text" }),
  field("until", { kind: "time" }),
  field("on", { kind: "date" }),
  field("persons", { kind: "count", most: 9 }),
  field("content", { kind: "yes-no" }),
  field("how", { kind: "choice", choices: [{ name: "phone", title: { zh: "电话", en: "By phone" } }] }),
];
const filled = { ...blank(FIELDS), about: " 等候 " };

describe("a form made from fields", () => {
  it("lacks what is required and empty, blanks included", () => {
    expect(wrongs(FIELDS, blank(FIELDS))).toEqual({ about: "missing" });
    expect(wrongs(FIELDS, { ...filled, about: "  " })).toEqual({ about: "missing" });
    expect(wrongs(FIELDS, filled)).toEqual({});
  });

  it.each(["ten", "-1", "2.5", "10"])("takes no %s for a count up to 9", (typed) => {
    expect(wrongs(FIELDS, { ...filled, persons: typed })).toEqual({ persons: "count" });
  });

  it("sends what is in it, each kind as the contract has it, and leaves out what is empty", () => {
    expect(bodyOf(FIELDS, filled, "Asia/Shanghai")).toEqual({ about: "等候", content: false });
    const all = {
      about: "等候", note: "两行\n字", until: "2026-11-25T14:05", on: "2026-12-05", persons: "3", content: true,
      how: "phone",
    }; // prettier-ignore
    expect(bodyOf(FIELDS, all, "Asia/Shanghai")).toEqual({
      ...all,
      until: "2026-11-25T06:05:00.000Z",
      persons: 3,
    });
  });

  it("marks the fields that the server names, and only those", () => {
    const problems = [
      { path: "about", problem: "String should have at most 40 characters" },
      { path: "until.0", problem: "Input should be a valid datetime" },
      { path: "colour", problem: "Extra inputs are not permitted" },
    ];

    expect(refused(problemOf("bad-request", { problems }), FIELDS)).toEqual({
      about: { said: "String should have at most 40 characters" },
      until: { said: "Input should be a valid datetime" },
    });
    expect(refused(problemOf("field-needed", { field: "note" }), FIELDS)).toEqual({ note: "missing" });
    expect(refused(Problem.offline(), FIELDS)).toEqual({});
    expect(refused(null, FIELDS)).toEqual({});
  });
});
