import { describe, expect, it } from "vitest";

import { addressOf, listOf, search } from "./query.ts";

const nothing = { state: "", from: "", to: "", search: "", sort: "", after: [] };

describe("what a list shows", () => {
  it("is everything where the address says nothing", () => {
    expect(listOf({})).toEqual(nothing);
    expect(addressOf(nothing)).toEqual({});
    expect(search(nothing)).toBe("");
  });

  it("is the same after a way through the address", () => {
    const narrowed = { state: "open", from: "2026-11-01", search: "3号 & 4号", sort: "-came_at" };
    const list = { ...nothing, ...narrowed, after: ["a", "b"] };

    expect(listOf(addressOf(list) as never)).toEqual(list);
  });

  it("is asked from the last page's end, and words are told apart from the query's own marks", () => {
    expect(search({ ...nothing, search: "3号&4号", after: ["a", "b"] }, { limit: "20" })).toBe(
      "?search=3%E5%8F%B7%264%E5%8F%B7&after=b&limit=20",
    );
  });

  it("leaves aside what is no part of it", () => {
    expect(listOf({ colour: "red", state: [null, "open"], after: [null] })).toEqual(nothing);
  });
});
