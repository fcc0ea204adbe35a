import { createApp } from "vue";

import "../style.css";
import ManagerView from "../components/ManagerView/ManagerView.vue";
import { createStaff } from "../session.ts";
import { createOffice } from "./live.ts";

createApp(ManagerView, { office: createOffice(createStaff()) }).mount("#app");
