import { face } from "../queue_server/client/vite.ts";
import * as kiosk from "./web/texts.ts";

export default face(import.meta.dirname, "ticket_printer", ["kiosk.html"], { texts: { kiosk } });
