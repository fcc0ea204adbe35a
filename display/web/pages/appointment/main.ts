import "@queue/client/theme.css";
import "../phone.css";
import { offerLanguages } from "@queue/client";
import { createApp } from "vue";

import { place } from "../../place.ts";
import Page from "./Page.vue";
import { holdAppointment } from "./live.ts";

const [token = ""] = place();
const live = holdAppointment(token);
void live.load();
void offerLanguages();
createApp(Page, { live }).mount("#page");
