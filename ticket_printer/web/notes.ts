/** What else its holder must know of a number just taken, to whom "how many" and "how long" say too little. */

import { callsFrom, clock, inEach, pauseWithin, type Day, type Forecast, type Said } from "@queue/client";

import { text } from "./words.ts";

export interface Taken {
  day: Day;
  forecast: Forecast | null;
  appointmentAt: string | null;
}

/** When calls begin or go on, and what was booked: who has come early sees others go first. */
export function notesOn({ day, forecast, appointmentAt }: Taken, now: number, zone: string): Said[] {
  const notes = [inEach((as) => callsFrom(day, zone, as) || pauseWithin(day, forecast, now, zone, as))];
  if (appointmentAt) {
    const early = now < Date.parse(appointmentAt);
    notes.push(text(early ? "bookedEarly" : "booked", { at: clock(appointmentAt, zone) }));
  }
  return notes.filter((note) => note.zh);
}
