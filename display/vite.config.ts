import { resolve } from "node:path";

import { face } from "../queue_server/client/vite.ts";
import * as booking from "./web/texts/booking.ts";
import { joined } from "./web/texts/joined.ts";
import * as phone from "./web/texts/phone.ts";
import * as ticket from "./web/texts/ticket.ts";

const PAGES = ["board.html", "window.html", "ticket.html", "book.html", "appointment.html", "voice.html"];
const PHONE = joined(joined(phone, ticket), booking);

const WORKER = resolve(import.meta.dirname, "../queue_server/client/src/worker.ts");

export default face(import.meta.dirname, "display", PAGES, { texts: { phone: PHONE }, worker: WORKER });
