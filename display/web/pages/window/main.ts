import "@queue/client/theme.css";
import "../screen.css";
import "./window.css";
import { createApp } from "vue";

import Page from "./Page.vue";
import { followWindow } from "./live.ts";

createApp(Page, { live: followWindow() }).mount("#page");
