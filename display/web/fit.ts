/** The largest size at which a text fits its room: a long counter name shrinks, it is never cut off. */

const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f]/; // a Chinese character fills one em
const EM_UPPER = 0.64; // also figures, which are tabular
const EM_LOWER = 0.54;

/** How wide a text is, in em: about, and rather too much. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (WIDE.test(character)) width += 1;
    else width += /[A-Z0-9]/.test(character) ? EM_UPPER : EM_LOWER;
  }
  return width;
}

/** Sizes in rem; the room's width divided by the text's, and at most `most`. */
export function fit(text: string, room: number, most: number): string {
  return `${Math.min(most, room / Math.max(widthOf(text), 1)).toFixed(2)}rem`;
}
