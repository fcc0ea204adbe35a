/** Resident identity numbers (GB 11643-1999), as far as a kiosk must know one: a mistyped digit is found at once, and the
 * age, which may open a lane by itself. */

import type { LaneInfo } from "@queue/client";

export const ID_LENGTH = 18;
export const ID_KEYS = [..."0123456789", "X"];

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = "10X98765432"; // by the weighted sum modulo 11 (ISO 7064, MOD 11-2)

/** Whether form and check digit are right; what else may be wrong, the server says. */
export function isIdNumber(typed: string): boolean {
  if (!/^\d{17}[\dX]$/.test(typed)) return false;
  const sum = WEIGHTS.reduce((so, weight, place) => so + weight * Number(typed[place]), 0);
  return CHECKS[sum % 11] === typed[17];
}

/** Whole years of age of a valid number on a plain date, 2026-11-25. */
export function ageOn(idNumber: string, today: string): number {
  const born = Number(idNumber.slice(6, 14)); // 19660101
  return Math.floor((Number(today.replaceAll("-", "")) - born) / 10_000);
}

type AgeLane = Pick<LaneInfo, "green" | "from_age">;

/** Whether the lane that this age opens by itself is a green one: of those reached, the one with the highest age. */
export function opensGreen(age: number, lanes: readonly AgeLane[]): boolean {
  const reached = lanes.filter((lane) => lane.from_age !== null && lane.from_age <= age);
  const opened = reached.sort((one, other) => (other.from_age ?? 0) - (one.from_age ?? 0))[0];
  return opened?.green ?? false;
}
