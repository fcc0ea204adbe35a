/** The last view of a ticket, kept on its holder's phone for the rest of the day: what a page without the network shows,
 * with its time. */

import { dateOf, type TicketView } from "@queue/client";

const PREFIX = "queue.ticket.";

interface Kept {
  view: TicketView;
  /** By the phone's own clock: it says when the day is over, whatever the hall's clock said. */
  at: number;
}

export interface TicketKept {
  view(): TicketView | null;
  keep(view: TicketView): void;
  forget(): void;
}

/** Opens what is kept of one ticket, and erases what is kept of any from an earlier day. */
export function keptTicket(token: string, now: () => number = Date.now): TicketKept {
  const place = PREFIX + token;

  function read(from: string): Kept | null {
    try {
      const kept = JSON.parse(localStorage.getItem(from) ?? "null") as Kept | null;
      const zone = kept?.view.timezone ?? "UTC";
      return kept && dateOf(kept.at, zone) === dateOf(now(), zone) ? kept : null;
    } catch {
      return null;
    }
  }

  function forget(which: string): void {
    try {
      localStorage.removeItem(which);
    } catch {
      // a browser that keeps nothing has nothing to forget
    }
  }

  for (const one of places()) if (!read(one)) forget(one);

  return {
    view: () => read(place)?.view ?? null,
    keep(view) {
      try {
        localStorage.setItem(place, JSON.stringify({ view, at: now() } satisfies Kept));
      } catch {
        // without the network the page then says that it cannot be opened
      }
    },
    forget: () => forget(place),
  };
}

function places(): string[] {
  try {
    return Object.keys(localStorage).filter((one) => one.startsWith(PREFIX));
  } catch {
    return [];
  }
}
