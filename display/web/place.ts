/** Where a screen stands: read from its own address, so that one page serves every hall and counter. */

import { decoded } from "@queue/client";

/** The parts of an address behind its first word: /window/{hall}/{counter} -> [hall, counter]. */
export function place(pathname: string = location.pathname): string[] {
  return pathname.split("/").filter(Boolean).slice(1).map(decoded);
}

/** What stands in the address behind the question mark: ?zone=east -> "east"; null when it is not there. */
export function asked(name: string, search: string = location.search): string | null {
  return new URLSearchParams(search).get(name);
}
