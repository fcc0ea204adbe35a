import { createApp } from "vue";

import "../style.css";
import ManagerView from "../components/ManagerView/ManagerView.vue";
import { createStaff } from "../session.ts";
import { createOffice } from "./live.ts";
import { bindHall, createWorkplaceRouter, hallOf } from "./router.ts";

const router = createWorkplaceRouter();
const office = createOffice(createStaff(), { wanted: () => hallOf(router) });
bindHall(router, office);

const app = createApp(ManagerView, { office }).use(router);
void router.isReady().then(() => app.mount("#app"));
