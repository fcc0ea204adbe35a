/** Which printer a number's slip comes out of. */

import { recall, remember } from "./remembered.ts";

/** The choice that prints nothing. */
export const NO_PRINT = "";

/** The printer that was chosen last on this computer, as long as the hall has it. */
export function keptPrinter(printers: readonly string[]): string {
  return printers.find((name) => name === recall("printer")) ?? NO_PRINT;
}

export function keepPrinter(printer: string): void {
  remember("printer", printer);
}
