import "@queue/client/theme.css";
import "./kiosk.css";

import { offerLanguages } from "@queue/client";
import { createApp } from "vue";

import Kiosk from "./pages/Kiosk.vue";
import { hallOf, takeFromAddress } from "./pairing.ts";

const hall = hallOf(location.pathname);
takeFromAddress(hall);
document.addEventListener("contextmenu", (event) => event.preventDefault()); // a long press is a press

const LANGUAGES_AGAIN_MS = 10 * 60_000; // a file put down today is offered today
const readLanguages = (): void => void offerLanguages({ ahead: true });
readLanguages();
setInterval(readLanguages, LANGUAGES_AGAIN_MS);

createApp(Kiosk, { hall }).mount("#app");
