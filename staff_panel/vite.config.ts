import { face } from "../queue_server/client/vite.ts";

export default face(import.meta.dirname, "staff_panel", ["panel.html", "manager.html"]);
