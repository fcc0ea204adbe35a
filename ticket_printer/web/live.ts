/** Where the kiosk meets the server: its pushed view, and the two things it asks for. */

import { createApi, follow } from "@queue/client";
import type { Followed, HallInfo, IssuedTicket, KioskView, PrintJob, TicketRequest, TicketView } from "@queue/client";
import { shallowRef, watch, type ShallowRef } from "vue";

import type { Desk } from "./visit.ts";

export interface Kiosk extends Desk {
  followed: Followed<KioskView>;
  /** What does not change with each push: how many persons may share a number. */
  info: ShallowRef<HallInfo | null>;
  stop(): void;
}

export function openKiosk(hall: string, token: string): Kiosk {
  const api = createApi({ token: () => token });
  const path = `/halls/${encodeURIComponent(hall)}`;
  const followed = follow<KioskView>({ hall, view: "kiosk", deviceToken: () => token });
  const info: ShallowRef<HallInfo | null> = shallowRef(null);

  /** Again at each reconnect: a new plan may allow another number of persons. */
  const unwatch = watch(followed.link, async (link) => {
    if (link !== "live") return;
    try {
      info.value = await api.get<HallInfo>(path);
    } catch {
      // the stepper stays away; taking a number does not need it
    }
  });

  return {
    followed,
    info,
    issue: (request: TicketRequest, key: string) => api.post<IssuedTicket>(`${path}/tickets`, request, { key }),
    printAgain: (ticket: string, key: string) => api.post<PrintJob>(`${path}/slips`, { ticket }, { key }),
    follow: (ticketToken: string) => follow<TicketView>({ hall, view: "ticket", token: ticketToken }),
    stop() {
      unwatch();
      followed.stop();
    },
  };
}
