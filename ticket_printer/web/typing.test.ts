import { expect, it } from "vitest";

import { cardReader, ERASE, slipReader, typed } from "./typing.ts";

const KEYS = [..."AB0123456789"];

it("takes the keys it has, in capitals, up to the most", () => {
  expect(typed("A0", "1", KEYS, 4)).toBe("A01");
  expect(typed("", "b", KEYS, 4)).toBe("B");
  expect(typed("A012", "3", KEYS, 4)).toBe("A012");
  expect(typed("A", "C", KEYS, 4)).toBe("A");
  expect(typed("A", "Shift", KEYS, 4)).toBe("A");
});

it("takes the last one back", () => {
  expect(typed("A0", ERASE, KEYS, 4)).toBe("A");
  expect(typed("", ERASE, KEYS, 4)).toBe("");
});

function send(read: ReturnType<typeof slipReader>, text: string, from = 0, apartMs = 5): string | null {
  const keys = [...text].flatMap((letter) => (/[A-Z]/.test(letter) ? ["Shift", letter] : [letter]));
  for (const [n, key] of keys.entries()) read({ key, timeStamp: from + n * apartMs });
  return read({ key: "Enter", timeStamp: from + keys.length * apartMs });
}

it("reads the token of a slip's address at its Enter", () => {
  expect(send(slipReader(), "http://hall.example:8000/t/Ab3-_9xYz")).toBe("Ab3-_9xYz");
});

it("is not confused by what was typed before, nor by the slip before", () => {
  const read = slipReader();

  expect(send(read, "A12")).toBeNull();
  expect(send(read, "http://hall/t/first", 1000)).toBe("first");
  expect(send(read, "http://hall/t/second", 1200)).toBe("second");
});

it("takes no other address, and none that comes in pieces", () => {
  expect(send(slipReader(), "http://hall.example/board/h")).toBeNull();
  expect(send(slipReader(), "http://hall/t/slow", 0, 600)).toBeNull();
});

it("reads an id card at its Enter, whatever the reader types before the number, and no slip", () => {
  expect(send(cardReader(), "ID11010119550101001x")).toBe("11010119550101001X");
  expect(send(cardReader(), "A012")).toBeNull();
  expect(send(cardReader(), "http://hall/t/Ab3-_9xYz")).toBeNull();
});
