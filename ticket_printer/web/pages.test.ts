import { expect, it } from "vitest";

import { pagesOf } from "./pages.ts";

const tiles = (rows: number, height = 100, gap = 10) =>
  Array.from({ length: rows * 2 }, (_, at) => {
    const top = Math.floor(at / 2) * (height + gap);
    return { top, bottom: top + height, line: 20 };
  });

it("puts whole rows on a page, as many as it holds", () => {
  expect(pagesOf(tiles(5), 320)).toEqual([
    { from: 0, to: 320 },
    { from: 330, to: 540 },
  ]);
});

it("is one page when all fits", () => {
  expect(pagesOf(tiles(3), 320)).toEqual([{ from: 0, to: 320 }]);
});

it("cuts a piece that is taller than a page between two of its lines", () => {
  const long = [
    { top: 0, bottom: 40, line: 20 },
    { top: 40, bottom: 260, line: 20 },
    { top: 260, bottom: 280, line: 20 },
  ];

  expect(pagesOf(long, 110)).toEqual([
    { from: 0, to: 40 },
    { from: 40, to: 140 },
    { from: 140, to: 240 },
    { from: 240, to: 280 },
  ]);
});

it("ends, even on a page that holds no line", () => {
  expect(pagesOf([{ top: 0, bottom: 50, line: 20 }], 0)).toHaveLength(3);
});
