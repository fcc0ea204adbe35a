import "@queue/client/theme.css";
import "../phone.css";
import { keepPage, offerLanguages } from "@queue/client";
import { createApp } from "vue";

import { place } from "../../place.ts";
import Page from "./Page.vue";
import { followTicket } from "./live.ts";

const [token = ""] = place();
const live = followTicket(token);
void live.load();
void offerLanguages().then(keepPage);
createApp(Page, { live }).mount("#page");
