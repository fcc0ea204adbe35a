/** What is the matter with a printer or a slip, by the code that the print agent tells. */

import type { PrinterStatus } from "@queue/client";

const TROUBLES = {
  "paper-out": "paperOut",
  "cover-open": "coverOpen",
  "printer-fault": "printerFault",
  "printer-unreachable": "noAnswer",
  "printer-timeout": "noAnswer",
  "printer-dropped": "noAnswer",
} as const;

export type Trouble = (typeof TROUBLES)[keyof typeof TROUBLES];

/** The text that tells it; null for what is no trouble, and for what only its staff understand. */
export function troubleOf(code: string | null | undefined): Trouble | null {
  return TROUBLES[code as keyof typeof TROUBLES] ?? null;
}

/** What keeps a kiosk's own printer from printing now, by its own word. */
export function troubleAt(printers: readonly PrinterStatus[], printer: string | null): Trouble | null {
  return troubleOf(printers.find((one) => one.printer === printer)?.state);
}
