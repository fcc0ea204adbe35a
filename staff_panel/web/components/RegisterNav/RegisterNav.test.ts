import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { register, routerAt } from "../../testing/registers.ts";
import RegisterNav from "./RegisterNav.vue";

it("leads to each register, says which is shown, and what is open in it", async () => {
  const registers = [register(), register({ name: "visits", title: { zh: "走访", en: "Visits" } })];
  const nav = mount(RegisterNav, {
    props: { registers, counts: { letters: { open: 3, overdue: 1 }, visits: { open: 0, overdue: 0 } }, hall: "h" },
    global: { plugins: [await routerAt("/h/registers/letters/1")] },
  });

  const links = nav.findAll("a");
  expect(links.map((link) => link.attributes("href"))).toEqual(["/h/registers/letters", "/h/registers/visits"]);
  expect(links.map((link) => link.attributes("aria-current"))).toEqual(["page", undefined]);
  expect(links.map((link) => link.text().replace(/\s+/g, " "))).toEqual(["来信 3", "走访"]);
  expect(nav.get(".pill").classes()).toContain("pill--fault");
});
