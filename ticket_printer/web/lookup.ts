/**
 * One person's question at the kiosk: how does my number stand? Asked by the label on the slip, or by the slip's code.
 *
 * Whoever types a label need not be its holder, so the server tells of it no more than is called out in the hall.
 */

import { labelOf, Problem, type KioskTicket, type TicketView, type Why } from "@queue/client";
import { reactive } from "vue";

import { asProblem, newKey, STALLED_AFTER_MS } from "./visit.ts";
import { text } from "./words.ts";

/** A number by the label that was typed, or by the token that was read from its slip. */
export type Named = { label: string } | { token: string };

/** `on`: the later day of a carried-over case, which only its slip tells. */
export type Found = KioskTicket & Partial<Pick<TicketView, "on">>;

/** What a question needs of the server. */
const OVERTAKEN = ["illegal-move", "ticket-ended"]; // somebody was faster, or the visit is over

export interface Enquiries {
  find(named: Named): Promise<Found>;
  why(named: Named): Promise<Why>;
  rejoin(named: Named, key: string): Promise<Found>;
  printLost(named: Named, key: string): Promise<Found>;
}

export interface Lookup {
  /** Off: nobody asks. */
  screen: "off" | "find" | "found";
  typed: string;
  /** A press is being answered: nothing else can be pressed. */
  asking: boolean;
  problem: Problem | null;
  found: Found | null;
  rejoined: boolean;
  why: Why | null;
  /** A lost slip is printed again: what becomes of it. Off: nobody has asked for it. */
  copy: "off" | "asked" | "stalled";
}

export interface Lookups {
  lookup: Lookup;
  open(): void;
  type(text: string): void;
  /** Looks for what was typed. */
  find(): void;
  /** Looks for the number of a slip that was read. */
  read(token: string): void;
  rejoin(): void;
  askWhy(): void;
  printLost(): void;
  /** Something happened in the hall: what is shown may be old. */
  refresh(): void;
  end(): void;
}

export const LABEL_MOST = 7; // two letters of a series and five digits
const LABEL = /^[A-Z]{1,2}\d+$/;

const CLEAN: Lookup = {
  screen: "off",
  typed: "",
  asking: false,
  problem: null,
  found: null,
  rejoined: false,
  why: null,
  copy: "off",
};

/** The keys for any number of these services: the letters of their series, and the digits. */
export function keysOf(services: readonly { series: string }[]): string[] {
  const letters = new Set(services.flatMap((service) => [...service.series]));
  return [...[...letters].sort(), ..."0123456789"];
}

export function beginLookups(server: Enquiries): Lookups {
  const lookup = reactive<Lookup>({ ...CLEAN });
  let named: Named | null = null;
  let key = newKey(); // of the next report: pressing again after a failure is the same wish
  let copyKey = newKey(); // of the next copy, likewise
  let stalling: ReturnType<typeof setTimeout> | undefined;
  let person = 0; // counts questions: an answer that comes after its person has left is nobody's

  function open(): void {
    Object.assign(lookup, CLEAN, { screen: "find" });
  }

  function type(text: string): void {
    lookup.typed = text;
    lookup.problem = null;
  }

  /** Asks, unless a press is being answered; what came is shown if its person is still here. */
  async function ask<T>(question: () => Promise<T>, show: (answer: T) => void): Promise<void> {
    if (lookup.asking) return;
    const asker = person;
    lookup.asking = true;
    lookup.problem = null;
    try {
      const answer = await question();
      if (asker === person) show(answer);
    } catch (failure) {
      if (asker === person) lookup.problem = asProblem(failure);
    } finally {
      if (asker === person) lookup.asking = false;
    }
  }

  function look(wanted: Named): void {
    void ask(
      () => server.find(wanted),
      (found) => {
        named = wanted;
        key = newKey();
        copyKey = newKey();
        Object.assign(lookup, { screen: "found", found, typed: "", rejoined: false, why: null, copy: "off" });
      },
    );
  }

  function find(): void {
    const label = labelOf(lookup.typed);
    if (LABEL.test(label)) look({ label });
    else lookup.problem = new Problem("label-incomplete", text("errorIncomplete"), 0);
  }

  function read(token: string): void {
    if (lookup.screen === "off") open();
    look({ token });
  }

  async function report(wanted: Named): Promise<void> {
    await ask(
      () => server.rejoin(wanted, key),
      (found) => {
        key = newKey();
        Object.assign(lookup, { found, rejoined: true, why: null });
      },
    );
    if (!OVERTAKEN.includes(lookup.problem?.code ?? "")) return;
    lookup.problem = null; // somebody was faster: show how it stands
    await refresh();
  }

  async function print(wanted: Named): Promise<void> {
    await ask(
      () => server.printLost(wanted, copyKey),
      (found) => {
        copyKey = newKey();
        Object.assign(lookup, { found, copy: "asked" });
        clearTimeout(stalling);
        stalling = setTimeout(() => (lookup.copy = "stalled"), STALLED_AFTER_MS);
      },
    );
    if (!OVERTAKEN.includes(lookup.problem?.code ?? "")) return;
    Object.assign(lookup, { problem: null, copy: "asked" }); // it is on its way already, or the visit is over
    await refresh();
  }

  async function refresh(): Promise<void> {
    if (!named || lookup.asking) return;
    const asker = person;
    try {
      const found = await server.find(named);
      if (asker === person && !lookup.asking) lookup.found = found;
    } catch {
      // the next push brings it
    }
  }

  function end(): void {
    person += 1;
    clearTimeout(stalling);
    named = null;
    Object.assign(lookup, CLEAN);
  }

  return {
    lookup,
    open,
    type,
    find,
    read,
    rejoin: () => named && void report(named),
    printLost: () => named && void print(named),
    askWhy() {
      const wanted = named;
      if (wanted) void ask(() => server.why(wanted), (why) => (lookup.why = why));
    },
    refresh: () => void refresh(),
    end,
  };
}
