import "@queue/client/theme.css";
import "./voice.css";
import { createApp } from "vue";

import { place } from "../../place.ts";
import Page from "./Page.vue";
import { checkVoice } from "./live.ts";

const [hall = ""] = place();
const live = checkVoice(hall);
void live.load();
createApp(Page, { live }).mount("#page");
