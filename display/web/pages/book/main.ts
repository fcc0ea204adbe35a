import "@queue/client/theme.css";
import "../phone.css";
import { offerLanguages } from "@queue/client";
import { createApp } from "vue";

import { place } from "../../place.ts";
import Page from "./Page.vue";
import { bookAt } from "./live.ts";

const [hall = ""] = place();
const live = bookAt(hall);
void live.load();
void offerLanguages();
createApp(Page, { live }).mount("#page");
