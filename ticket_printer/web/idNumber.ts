/** Resident identity numbers (GB 11643-1999), as far as a kiosk must know one: a mistyped digit is found at once. */

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
