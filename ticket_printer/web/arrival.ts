/** Somebody who has booked comes to the kiosk: found by the code or the end of the phone number. */

import { Problem, type Appointment } from "@queue/client";
import { reactive } from "vue";

import { asProblem } from "./visit.ts";
import { text } from "./words.ts";

export const DIGITS = [..."0123456789"];
export const CODE_MOST = 6;
const TAIL = 4;

/** What an arrival needs of the server. */
export interface Bookings {
  byCode(code: string): Promise<Appointment[]>;
  /** Of today, by the last digits of the phone number. */
  byPhone(ending: string): Promise<Appointment[]>;
}

export interface Arrival {
  /** Off: nobody comes. */
  screen: "off" | "code" | "choose";
  typed: string;
  asking: boolean;
  problem: Problem | null;
  found: readonly Appointment[];
}

export interface Arrivals {
  arrival: Arrival;
  open(): void;
  type(text: string): void;
  find(): void;
  end(): void;
}

const CLEAN: Arrival = { screen: "off", typed: "", asking: false, problem: null, found: [] };

/** `come`: checks one in. A code is somebody's own and needs no second press; the end of a phone number may be shared. */
export function beginArrivals(server: Bookings, come: (appointment: Appointment) => void): Arrivals {
  const arrival = reactive<Arrival>({ ...CLEAN });
  let person = 0; // counts arrivals: an answer that comes after its person has left is nobody's

  async function look(typed: string): Promise<void> {
    const asker = person;
    arrival.asking = true;
    arrival.problem = null;
    try {
      const found = await (typed.length === CODE_MOST ? server.byCode(typed) : server.byPhone(typed));
      if (asker === person) show(found, typed.length === CODE_MOST);
    } catch (failure) {
      if (asker === person) arrival.problem = asProblem(failure);
    } finally {
      if (asker === person) arrival.asking = false;
    }
  }

  function show(found: readonly Appointment[], byCode: boolean): void {
    const [one] = found;
    if (!one) arrival.problem = new Problem("unknown-appointment", text("errorNoAppointment"), 0);
    else if (byCode) come(one);
    else Object.assign(arrival, { screen: "choose", found, typed: "" });
  }

  return {
    arrival,

    open() {
      Object.assign(arrival, CLEAN, { screen: "code" });
    },

    type(text) {
      arrival.typed = text;
      arrival.problem = null;
    },

    find() {
      if (arrival.asking) return;
      if (arrival.typed.length === TAIL || arrival.typed.length === CODE_MOST) void look(arrival.typed);
      else arrival.problem = new Problem("code-incomplete", text("errorCodeIncomplete"), 0);
    },

    end() {
      person += 1;
      Object.assign(arrival, CLEAN);
    },
  };
}
