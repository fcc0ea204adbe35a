import { face } from "../queue_server/client/vite.ts";

export default face(import.meta.dirname, "display", ["board.html", "window.html", "ticket.html"]);
