/** Figures as people read them: rounded half up in decimals, as the server's files do (hall/figures.py). */

const formats: Intl.NumberFormat[] = []; // by digits

/** 3.25 with one digit is "3.3", and -3.25 "-3.3"; toFixed would make 0.3 of 0.35, which as a float lies below it. */
export function rounded(value: number, digits = 0): string {
  const exactly = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false };
  const format = (formats[digits] ??= new Intl.NumberFormat("en", exactly));
  const figure = format.format(Math.abs(value));
  return value < 0 && /[1-9]/.test(figure) ? `-${figure}` : figure;
}

const shares = new Intl.NumberFormat("en", { style: "percent", useGrouping: false });

/** A share of one in whole percent: 0.125 is "13%". */
export function percent(share: number): string {
  return shares.format(share);
}
