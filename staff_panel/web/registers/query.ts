/** What a register's list shows: kept in the page's address, and asked of the server. */

import type { LocationQuery, LocationQueryRaw } from "vue-router";

export interface ListQuery {
  /** The name of a state, or `open` for all that are open; "": every one. */
  state: string;
  from: string;
  to: string;
  search: string;
  /** A column, with a minus before it from the largest; "": the newest first. */
  sort: string;
  /** The cursors of the pages before, the last of which begins this one; none on the first page. */
  after: readonly string[];
}

const WORDS = ["state", "from", "to", "search", "sort"] as const;

/** Reads an address. Whatever is in it that is no part of a list is left aside. */
export function listOf(query: LocationQuery): ListQuery {
  const word = (name: string): string => [query[name] ?? ""].flat()[0] ?? "";
  const after = [query.after ?? []].flat().filter((cursor) => cursor !== null);
  return {
    state: word("state"), from: word("from"), to: word("to"), search: word("search"), sort: word("sort"), after,
  }; // prettier-ignore
}

/** The address of a list, without what is as usual. */
export function addressOf(list: ListQuery): LocationQueryRaw {
  const words = WORDS.filter((name) => list[name]).map((name) => [name, list[name]]);
  return { ...Object.fromEntries(words), ...(list.after.length ? { after: [...list.after] } : {}) };
}

/** The query for the server, with its question mark. */
export function search(list: Partial<ListQuery>, more: Record<string, string> = {}): string {
  const asked = new URLSearchParams(WORDS.flatMap((name) => (list[name] ? [[name, list[name]]] : [])));
  const after = list.after?.[list.after.length - 1];
  if (after) asked.set("after", after);
  for (const [name, value] of Object.entries(more)) asked.set(name, value);
  const words = asked.toString();
  return words ? `?${words}` : "";
}
