/** Where the kiosk meets the server: its pushed view, and the few things it asks for. */

import { createApi, follow, Problem } from "@queue/client";
import type {
  Appointments,
  DeviceInfo,
  Followed,
  HallInfo,
  IssuedTicket,
  KioskTicket,
  KioskView,
  RequestedSlip,
  ServiceWithGuide,
  TicketRequest,
  TicketView,
  Why,
} from "@queue/client";
import { shallowRef, watch, type ShallowRef } from "vue";

import type { Bookings } from "./arrival.ts";
import type { Library } from "./guides.ts";
import type { Enquiries, Named } from "./lookup.ts";
import type { Desk } from "./visit.ts";
import { text } from "./words.ts";

export interface Kiosk extends Desk, Enquiries, Bookings, Library {
  followed: Followed<KioskView>;
  /** What does not change with each push: how many persons may share a number. */
  info: ShallowRef<HallInfo | null>;
  /** The printer beside it, by its name; null while not known, and where there is none. */
  printer: ShallowRef<string | null>;
  /** Its own name. */
  place: ShallowRef<string | null>;
  /** Call a person to this kiosk. */
  askForHelp(): Promise<unknown>;
  stop(): void;
}

export function openKiosk(hall: string, token: string): Kiosk {
  const api = createApi({ token: () => token });
  const path = `/halls/${encodeURIComponent(hall)}`;
  const followed = follow<KioskView>({ hall, view: "kiosk", deviceToken: () => token });
  const info: ShallowRef<HallInfo | null> = shallowRef(null);
  const printer: ShallowRef<string | null> = shallowRef(null);

  const place: ShallowRef<string | null> = shallowRef(null);

  /** Again at each reconnect: a new plan may allow another number of persons. */
  const unwatch = watch(followed.link, async (link) => {
    if (link !== "live") return;
    try {
      const device = await api.get<DeviceInfo>("/device");
      [place.value, printer.value] = [device.name, device.printer];
      info.value = await api.get<HallInfo>(path);
    } catch {
      // the stepper stays away; taking a number does not need it
    }
  });

  const numberAt = (named: Named): string =>
    "label" in named ? `${path}/tickets/${encodeURIComponent(named.label)}` : `/tickets/${named.token}`;

  /** Raises the server's unknown-ticket for a slip of another hall. */
  function ofThisHall(found: KioskTicket | TicketView): KioskTicket {
    if ("hall" in found && found.hall.id !== hall) throw new Problem("unknown-ticket", text("errorUnknownNumber"), 0);
    return found;
  }

  const find = async (named: Named): Promise<KioskTicket> =>
    ofThisHall(await api.get<KioskTicket | TicketView>(numberAt(named)));

  /** A press that the server decided and could not show is asked about. */
  async function press(named: Named, what: string, body: object | undefined, key: string): Promise<KioskTicket> {
    const answer = await api.post<KioskTicket | { seq: number }>(`${numberAt(named)}/${what}`, body, { key });
    return "label" in answer ? answer : find(named);
  }

  const found = async (query: Record<string, string>) => {
    const words = new URLSearchParams(query).toString();
    return (await api.get<Appointments>(`${path}/appointments/found?${words}`)).appointments;
  };

  return {
    followed,
    info,
    printer,
    place,
    askForHelp: () => api.post(`${path}/registers/help-calls`),
    guide: (service: string) => api.get<ServiceWithGuide>(`${path}/services/${encodeURIComponent(service)}`),
    byCode: (code: string) => found({ code }),
    byPhone: (phone: string) => found({ phone }),
    checkIn: (appointment: string, key: string) =>
      api.post<IssuedTicket>(`${path}/appointments/${encodeURIComponent(appointment)}/check-in`, {}, { key }),
    issue: (request: TicketRequest, key: string) => api.post<IssuedTicket>(`${path}/tickets`, request, { key }),
    printAgain: (ticket: string, key: string) => api.post<RequestedSlip>(`${path}/slips`, { ticket }, { key }),
    find,
    why: (named: Named) => api.get<Why>(`${numberAt(named)}/why`),
    printLost: (named: Named, key: string) => press(named, "slip", {}, key),
    rejoin: (named: Named, key: string) => press(named, "rejoin", undefined, key),
    follow: (ticketToken: string) => follow<TicketView>({ hall, view: "ticket", token: ticketToken }),
    stop() {
      unwatch();
      followed.stop();
    },
  };
}
