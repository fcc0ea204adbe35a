/**
 * One person at the kiosk: from the first press to the number, and back to a clean start.
 *
 * A press is one wish with one key. Pressing again after a failure repeats the same wish, so that a number which was
 * given while the answer got lost is found again and not doubled.
 */

import { Problem, type Followed, type IssuedTicket, type TicketRequest, type TicketView } from "@queue/client";
import { computed, reactive, shallowRef, type ComputedRef, type ShallowRef } from "vue";

export type Screen = "services" | "green" | "number" | "trouble";
export type SlipState = "none" | "printing" | "printed" | "failed" | "stalled";

export const STALLED_AFTER_MS = 25_000; // a slip takes two seconds; by now nobody prints it

/** What a visit needs of the server. */
export interface Desk {
  issue(request: TicketRequest, key: string): Promise<IssuedTicket>;
  printAgain(ticket: string, key: string): Promise<unknown>;
  follow(token: string): Followed<TicketView>;
}

interface Wish {
  request: TicketRequest;
  key: string;
}

export interface Visit {
  screen: Screen;
  service: string | null;
  persons: number;
  /** A press is being answered: nothing else can be pressed. */
  asking: boolean;
  printing: boolean;
  printProblem: Problem | null;
  problem: Problem | null;
}

export interface AtKiosk {
  visit: Visit;
  issued: ShallowRef<IssuedTicket | null>;
  ticket: ComputedRef<TicketView | null>;
  slip: ComputedRef<SlipState>;
  choose(service: string, greenAsked: boolean): void;
  take(lane: string | null): void;
  again(): void;
  printAgain(): void;
  /** Back to the services: the persons and the choice stay on the way back from a question, nothing after a number. */
  end(): void;
}

const CLEAN: Visit = {
  screen: "services",
  service: null,
  persons: 1,
  asking: false,
  printing: false,
  printProblem: null,
  problem: null,
};

export function beginVisits(desk: Desk): AtKiosk {
  const visit = reactive<Visit>({ ...CLEAN });
  const issued: ShallowRef<IssuedTicket | null> = shallowRef(null);
  const followed: ShallowRef<Followed<TicketView> | null> = shallowRef(null);
  const print = reactive({ seenSeq: -1, stalled: false });
  let wish: Wish | null = null;
  let person = 0; // counts visits: an answer that comes after its person has left is nobody's
  let stalling: ReturnType<typeof setTimeout> | undefined;

  const ticket = computed(() => followed.value?.view.value ?? null);

  const slip = computed<SlipState>(() => {
    if (!issued.value?.slip) return "none";
    if (visit.printing) return "printing";
    const told = ticket.value && ticket.value.seq > print.seenSeq ? ticket.value.slip : "requested";
    if (told === "printed" || told === "failed") return told;
    return print.stalled ? "stalled" : "printing";
  });

  function waitForSlip(): void {
    clearTimeout(stalling);
    print.stalled = false;
    stalling = setTimeout(() => (print.stalled = true), STALLED_AFTER_MS);
  }

  function choose(service: string, greenAsked: boolean): void {
    if (visit.asking) return;
    visit.service = service;
    if (greenAsked) visit.screen = "green";
    else take(null);
  }

  function take(lane: string | null): void {
    if (visit.asking || !visit.service) return;
    wish = { request: { service: visit.service, lane, persons: visit.persons }, key: newKey() };
    void ask(wish);
  }

  function again(): void {
    if (visit.asking || !wish) return;
    void ask(wish);
  }

  async function ask(asked: Wish): Promise<void> {
    const asker = person;
    visit.asking = true;
    try {
      const given = await desk.issue(asked.request, asked.key);
      if (asker === person) show(given);
    } catch (failure) {
      if (asker !== person) return;
      visit.problem = asProblem(failure);
      visit.screen = "trouble";
    } finally {
      if (asker === person) visit.asking = false;
    }
  }

  function show(given: IssuedTicket): void {
    wish = null;
    visit.problem = null;
    issued.value = given;
    followed.value = desk.follow(given.token);
    visit.screen = "number";
    waitForSlip();
  }

  async function printAgain(): Promise<void> {
    if (visit.printing || !issued.value) return;
    const asker = person;
    const seen = ticket.value?.seq ?? -1;
    visit.printing = true;
    visit.printProblem = null;
    try {
      await desk.printAgain(issued.value.id, newKey());
      if (asker !== person) return;
      print.seenSeq = seen; // what was told before this press is about the slip before
      waitForSlip();
    } catch (failure) {
      if (asker === person) visit.printProblem = asProblem(failure);
    } finally {
      if (asker === person) visit.printing = false;
    }
  }

  function end(): void {
    person += 1;
    clearTimeout(stalling);
    followed.value?.stop();
    followed.value = null;
    issued.value = null;
    wish = null;
    Object.assign(print, { seenSeq: -1, stalled: false });
    Object.assign(visit, CLEAN);
  }

  return { visit, issued, ticket, slip, choose, take, again, printAgain: () => void printAgain(), end };
}

/** Whether pressing again can help; the other refusals stay what they are until something else is chosen. */
export function mayTryAgain(problem: Problem): boolean {
  return problem.code === "offline" || problem.code === "unreadable-answer" || problem.status >= 500;
}

export function asProblem(failure: unknown): Problem {
  if (failure instanceof Problem) return failure;
  return new Problem("kiosk-fault", String(failure), 0);
}

/** crypto.randomUUID exists only on https pages. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
