/** The parts of the workplace, as its navigation shows them; each is a route of this name, and a word. */

export const PARTS = ["now", "remaining", "appointments", "carried", "registers", "reports", "whatIf"] as const;
export type Part = (typeof PARTS)[number];
