/** The way to a hall's registers: one resource serves them all. */

import { BASE, newKey, type Api } from "@queue/client";
import { shallowRef, type ShallowRef } from "vue";

import { search, type ListQuery } from "./query.ts";
import type { Entry, History, Page, Register } from "./shape.ts";

export interface Registers {
  /** Those that the caller may read; null until they are known. */
  all: ShallowRef<readonly Register[] | null>;
  /** Why they are not known. */
  problem: ShallowRef<unknown>;
  load(): Promise<void>;
  list(register: string, query: Partial<ListQuery>): Promise<Page>;
  entry(register: string, id: string): Promise<History>;
  /** A new entry, by the action that makes one. */
  create(register: string, body: object): Promise<Entry>;
  act(register: string, id: string, action: string, body?: object): Promise<Entry>;
  /** Where a browser downloads the whole of a list; its session goes along. */
  fileAddress(register: string, query: Partial<ListQuery>, format: "csv" | "xlsx"): string;
}

/** `hall`: the address of the hall that is shown. */
export function createRegisters(api: Api, hall: () => string): Registers {
  const all: Registers["all"] = shallowRef(null);
  const problem: Registers["problem"] = shallowRef(null);
  const keys = new Map<string, string>(); // of presses whose answer is not known: pressed again, they count once
  const path = (...parts: string[]): string => [hall(), "registers", ...parts.map(encodeURIComponent)].join("/");

  async function press(address: string, body: object | undefined): Promise<Entry> {
    const press = `${address} ${JSON.stringify(body ?? null)}`;
    const key = keys.get(press) ?? newKey();
    keys.set(press, key);
    try {
      const entry = await api.post<Entry>(address, body, { key });
      keys.delete(press);
      return entry;
    } catch (failure) {
      if (isAnswered(failure)) keys.delete(press);
      throw failure;
    }
  }

  return {
    all,
    problem,

    async load() {
      const asked = hall();
      try {
        const { registers } = await api.get<{ registers: Register[] }>(path());
        if (hall() === asked) [all.value, problem.value] = [registers, null];
      } catch (failure) {
        if (hall() === asked) [all.value, problem.value] = [null, failure];
      }
    },

    list: (register, query) => api.get(path(register) + search(query)),
    entry: (register, id) => api.get(path(register, id)),
    create: (register, body) => press(path(register), body),
    act: (register, id, action, body) => press(path(register, id, action), body),
    fileAddress: (register, query, format) => BASE + path(register) + search({ ...query, after: [] }, { format }),
  };
}

/** Whether the server has said what became of it. */
function isAnswered(failure: unknown): boolean {
  const status = typeof failure === "object" && failure !== null && "status" in failure ? failure.status : 0;
  return typeof status === "number" && status >= 400 && status < 500;
}
