import "@queue/client/theme.css";
import "./kiosk.css";

import { createApp } from "vue";

import Kiosk from "./pages/Kiosk.vue";
import { hallOf, takeFromAddress } from "./pairing.ts";

const hall = hallOf(location.pathname);
takeFromAddress(hall);
document.addEventListener("contextmenu", (event) => event.preventDefault()); // a long press is a press

createApp(Kiosk, { hall }).mount("#app");
