/** What a manager says about each open number when closing the day: one entry per number, none left out. */

import type { Day, DayCloseRequest } from "@queue/client";

export interface Entry {
  reason: string;
  explanation: string;
  on: string; // a date, as a date field writes it
}

export type Entries = Record<string, Entry>;

export const blank = (): Entry => ({ reason: "", explanation: "", on: "" });

export function isComplete(entry: Entry | undefined): boolean {
  return entry !== undefined && [entry.reason, entry.explanation, entry.on].every((words) => words.trim() !== "");
}

/** Puts what is the same for many into what is still empty; what somebody wrote stays. */
export function fillEmpty(entries: Entries, labels: readonly string[], same: Entry): Entries {
  const filled = { ...entries };
  for (const label of labels) {
    const { reason, explanation, on } = entries[label] ?? blank();
    filled[label] = {
      reason: reason.trim() ? reason : same.reason,
      explanation: explanation.trim() ? explanation : same.explanation,
      on: on || same.on,
    };
  }
  return filled;
}

export function incomplete(entries: Entries, labels: readonly string[]): string[] {
  return labels.filter((label) => !isComplete(entries[label]));
}

/** The request for exactly the numbers that are open now; what was written for one that has ended is left out. */
export function closing(entries: Entries, labels: readonly string[]): DayCloseRequest {
  return {
    remaining: labels.map((label) => {
      const { reason, explanation, on } = entries[label] ?? blank();
      return { label, reason: reason.trim(), explanation: explanation.trim(), on };
    }),
  };
}

/** How many numbers go to which day, in order of the days. */
export function byDay(entries: Entries, labels: readonly string[]): [day: string, count: number][] {
  const counts = new Map<string, number>();
  for (const label of labels) {
    const on = entries[label]?.on ?? "";
    counts.set(on, (counts.get(on) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a.localeCompare(b));
}

/** The date of an instant in the hall, as a date field writes it. */
export function dateIn(timezone: string, at: number): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: timezone }).format(new Date(at)); // Swedish writes ISO dates
}

export function dayAfter(date: string): string {
  return new Date(Date.parse(date) + 24 * 3600 * 1000).toISOString().slice(0, 10);
}

/** The first date that may be promised: after the business day, and none that has gone by. */
export function earliest(day: Day, timezone: string, now: number): string {
  const today = dateIn(timezone, now);
  const next = dayAfter(day.date ?? today);
  return next > today ? next : today;
}
