import { face } from "../queue_server/client/vite.ts";

export default face(import.meta.dirname, "ticket_printer", ["kiosk.html"]);
