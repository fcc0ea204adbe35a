import "@queue/client/theme.css";
import "../screen.css";
import { createApp } from "vue";

import Page from "./Page.vue";
import { followBoard } from "./live.ts";

createApp(Page, { live: followBoard() }).mount("#page");
