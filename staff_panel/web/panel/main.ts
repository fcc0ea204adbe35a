import { createApp } from "vue";

import "../style.css";
import ClerkPanel from "../components/ClerkPanel/ClerkPanel.vue";
import { createStaff } from "../session.ts";
import { createDesk } from "./live.ts";

createApp(ClerkPanel, { desk: createDesk(createStaff()) }).mount("#app");
