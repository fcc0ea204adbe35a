/** Where one is in the manager's workplace: the hall, the part of it, and what that part shows. Reload and back keep it. */

import { createRouter, createWebHistory, type RouteRecordRaw, type Router, type RouterHistory } from "vue-router";
import { watch } from "vue";

import type { Office } from "./live.ts";
import AppointmentsPage from "./pages/AppointmentsPage.vue";
import CarriedPage from "./pages/CarriedPage.vue";
import NowPage from "./pages/NowPage.vue";
import RemainingPage from "./pages/RemainingPage.vue";
import RegistersPage from "./pages/RegistersPage.vue";
import ReportsPage from "./pages/ReportsPage.vue";
import WhatIfPage from "./pages/WhatIfPage.vue";

const ROUTES: RouteRecordRaw[] = [
  { path: "/", name: "start", component: NowPage }, // no hall yet; nothing is shown of one
  { path: "/:hall", redirect: (to) => ({ name: "now", params: to.params }) },
  { path: "/:hall/now", name: "now", component: NowPage },
  { path: "/:hall/remaining", name: "remaining", component: RemainingPage },
  { path: "/:hall/appointments", name: "appointments", component: AppointmentsPage },
  { path: "/:hall/carried", name: "carried", component: CarriedPage },
  { path: "/:hall/registers", name: "registers", component: RegistersPage, meta: { part: "registers" } },
  { path: "/:hall/registers/:register", name: "register", component: RegistersPage, meta: { part: "registers" } },
  { path: "/:hall/registers/:register/:entry", name: "entry", component: RegistersPage, meta: { part: "registers" } },
  { path: "/:hall/reports", name: "reports", component: ReportsPage },
  { path: "/:hall/what-if", name: "whatIf", component: WhatIfPage },
  { path: "/:hall/:lost(.*)*", redirect: (to) => ({ name: "now", params: { hall: to.params.hall } }) },
];

export function createWorkplaceRouter(history: RouterHistory = createWebHistory("/manager")): Router {
  return createRouter({ history, routes: ROUTES });
}

/** The hall that the address names, if any. */
export function hallOf(router: Router): string | undefined {
  const { hall } = router.currentRoute.value.params;
  return typeof hall === "string" && hall ? hall : undefined;
}

/** Keeps the address and the hall that is shown at one: an account of one hall stays in it, whatever the address says. */
export function bindHall(router: Router, office: Office): void {
  function follow(): void {
    const shown = office.hall.value?.id;
    if (shown === undefined || shown === hallOf(router)) return;
    const route = router.currentRoute.value;
    const name = route.name === "start" ? "now" : route.name;
    void router.replace({ name, params: { ...route.params, hall: shown }, query: route.query });
  }

  watch(office.hall, follow);
  watch(
    () => hallOf(router),
    (hall) => {
      if (!office.hall.value || hall === office.hall.value.id) return;
      if (hall === undefined || office.staff.session.value?.hall) follow();
      else void office.choose(hall);
    },
  );
}
