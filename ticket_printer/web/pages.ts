/** What does not fit on the screen at once, as pages that large buttons turn; no scrollbar is ever to be hit. Pure. */

/** One piece of a content: where it begins and ends in it, and the height of its lines, all in pixels. */
export interface Piece {
  top: number;
  bottom: number;
  line: number;
}

/** What one page shows of the content. */
export interface Span {
  from: number;
  to: number;
}

/** So many whole pieces as a page of this height holds; a piece that is taller goes on, cut between two lines. */
export function pagesOf(pieces: readonly Piece[], height: number): Span[] {
  const pages: Span[] = [];
  let page: Span | undefined;
  for (const { top, bottom, line } of pieces) {
    if (page && bottom - page.from <= height) {
      page.to = Math.max(page.to, bottom);
      continue;
    }
    const step = Math.max(Math.floor(height / line) * line, line);
    for (let from = top; from < bottom; from += step) pages.push({ from, to: Math.min(from + step, bottom) });
    page = pages[pages.length - 1];
  }
  return pages;
}
