/**
 * One person at the kiosk: from the first press to the number, and back to a clean start.
 *
 * A press is one wish with one key. Pressing again after a failure repeats the same wish, so that a number which was
 * given while the answer got lost is found again and not doubled.
 */

import {
  Problem,
  type Appointment,
  type Followed,
  type IssuedTicket,
  type TicketRequest,
  type TicketView,
} from "@queue/client";
import { computed, reactive, shallowRef, type ComputedRef, type ShallowRef } from "vue";

import { isIdNumber } from "./idNumber.ts";
import { text } from "./words.ts";

export type Screen = "services" | "id" | "green" | "number" | "trouble";
export type SlipState = "none" | "printing" | "printed" | "failed" | "stalled";

/** A slip takes two seconds; by now nobody prints it. As long as the server waits, and counted here: the link may be
 * what is gone. */
export const STALLED_AFTER_MS = 25_000;

/** What a visit needs of the server. */
export interface Desk {
  issue(request: TicketRequest, key: string): Promise<IssuedTicket>;
  checkIn(appointment: string, key: string): Promise<IssuedTicket>;
  printAgain(ticket: string, key: string): Promise<unknown>;
  follow(token: string): Followed<TicketView>;
}

interface Wish {
  send(key: string): Promise<IssuedTicket>;
  key: string;
}

/** What the hall asks before it gives a number. */
export interface Asked {
  idNumber: boolean;
  green: boolean;
  /** Whether the age in an id number opens the green channel by itself: then there is nothing to ask. */
  greenByAge(idNumber: string): boolean;
}

export interface Visit {
  screen: Screen;
  service: string | null;
  persons: number;
  /** Typed where the hall asks for it; gone with its person. */
  idNumber: string;
  /** Their age has opened the green channel: nothing was asked. */
  greenByAge: boolean;
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
  choose(service: string, asked: Asked): void;
  typeId(text: string): void;
  /** A card was held to the reader, before the service was chosen or at the question for the green channel. */
  readCard(idNumber: string): void;
  /** Goes on with the id number that was typed. */
  giveId(): void;
  take(lane: string | null): void;
  /** Somebody who has booked has come. */
  come(appointment: Appointment): void;
  again(): void;
  printAgain(): void;
  /** Back to the services: the persons and the choice stay on the way back from a question, nothing after a number. */
  end(): void;
}

const WRONG_ID = "id-number-invalid";

const CLEAN: Visit = {
  screen: "services",
  service: null,
  persons: 1,
  idNumber: "",
  greenByAge: false,
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
  let wanted: Asked | null = null;
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

  function choose(service: string, asked: Asked): void {
    if (visit.asking) return;
    visit.service = service;
    wanted = asked;
    if (visit.idNumber) giveId();
    else if (asked.idNumber) visit.screen = "id";
    else askGreen();
  }

  function askGreen(): void {
    if (wanted?.green && !visit.greenByAge) visit.screen = "green";
    else take(null);
  }

  function typeId(text: string): void {
    visit.idNumber = text;
    visit.problem = null;
  }

  function readCard(idNumber: string): void {
    if (visit.asking) return;
    if (visit.screen !== "id" && !isIdNumber(idNumber)) return; // where it was asked for, what is wrong is said
    typeId(idNumber);
    if (visit.screen === "id" || visit.screen === "green") giveId();
  }

  function giveId(): void {
    if (visit.asking) return;
    if (!isIdNumber(visit.idNumber)) {
      visit.problem = new Problem(WRONG_ID, text("errorId"), 0);
      return;
    }
    visit.greenByAge = wanted?.greenByAge(visit.idNumber) ?? false;
    askGreen();
  }

  function take(lane: string | null): void {
    if (visit.asking || !visit.service) return;
    const request: TicketRequest = { service: visit.service, lane, persons: visit.persons };
    if (visit.idNumber) request.id_number = visit.idNumber;
    want((key) => desk.issue(request, key));
  }

  function come(appointment: Appointment): void {
    if (visit.asking) return;
    visit.service = appointment.service;
    want((key) => desk.checkIn(appointment.id, key));
  }

  function want(send: Wish["send"]): void {
    wish = { send, key: newKey() };
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
      const given = await asked.send(asked.key);
      if (asker === person) show(given);
    } catch (failure) {
      if (asker !== person) return;
      visit.problem = asProblem(failure);
      visit.screen = visit.problem.code === WRONG_ID ? "id" : "trouble";
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

  return {
    visit, issued, ticket, slip, choose, typeId, readCard, giveId, take, come, again, end,
    printAgain: () => void printAgain(),
  }; // prettier-ignore
}

/** Whether pressing again can help; the other refusals stay what they are until something else is chosen. */
export function mayTryAgain(problem: Problem): boolean {
  return problem.code === "offline" || problem.code === "unreadable-answer" || problem.status >= 500;
}

export function asProblem(failure: unknown): Problem {
  return failure instanceof Problem ? failure : new Problem("kiosk-fault", text("errorOther"), 0);
}

/** crypto.randomUUID exists only on https pages. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
