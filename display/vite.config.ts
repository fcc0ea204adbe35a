import { face } from "../queue_server/client/vite.ts";

const PAGES = ["board.html", "window.html", "ticket.html", "book.html", "appointment.html", "voice.html"];

export default face(import.meta.dirname, "display", PAGES);
