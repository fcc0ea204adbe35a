/** Where a screen stands: read from its own address, so that one page serves every hall and counter. */

/** The parts of an address behind its first word: /window/{hall}/{counter} -> [hall, counter]. */
export function place(pathname: string = location.pathname): string[] {
  return pathname.split("/").filter(Boolean).slice(1).map(decodeURIComponent);
}
