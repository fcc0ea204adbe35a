import "@queue/client/theme.css";
import "../phone.css";
import { createApp } from "vue";

import { place } from "../../place.ts";
import Page from "./Page.vue";
import { holdAppointment } from "./live.ts";

const [token = ""] = place();
const live = holdAppointment(token);
void live.load();
createApp(Page, { live }).mount("#page");
