import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { aKiosk } from "../../testing/views.ts";
import Services from "./Services.vue";

function shown(part: Partial<InstanceType<typeof Services>["$props"]> = {}) {
  const props = { services: aKiosk().services, busy: false, chosen: null, stale: false, timezone: "Asia/Shanghai" };
  return mount(Services, { props: { ...props, ...part } });
}

it("shows each service with who waits and how long about, before anybody takes a number", () => {
  const [household, cyber] = shown().findAll("button");

  expect(household?.text()).toContain("户政");
  expect(household?.text()).toContain("等候 12 人");
  expect(household?.text()).toContain("约 12–25 分钟");
  expect(cyber?.text()).toContain("无人等候");
  expect(cyber?.text()).toContain("等候时间待定");
});

it("tells which service was pressed", async () => {
  const services = shown();

  await services.findAll("button")[1]?.trigger("click");

  expect(services.emitted("choose")).toEqual([["cyber"]]);
});

it("can be read about even when all numbers are given, and then tells no wait", () => {
  const [household] = aKiosk().services.map((service) => ({ ...service, left: 0 }));
  if (!household) throw new Error("a service");

  const tile = shown({ services: [household], reading: true }).get("button");

  expect(tile.attributes("disabled")).toBeUndefined();
  expect(tile.text()).not.toContain("等候");
});

it("can be pressed by nobody while a number is being taken", () => {
  const services = shown({ busy: true, chosen: "cyber" });

  expect(services.findAll("button").every((button) => button.attributes("disabled") !== undefined)).toBe(true);
  expect(services.findAll("[aria-busy=true]")).toHaveLength(1);
});

it("says when all numbers are given, and when there are more", async () => {
  const [household, cyber] = aKiosk().services.map((service) => ({ ...service, left: 0 }));
  if (!household || !cyber) throw new Error("two services");
  const services = shown({ services: [{ ...household, more_at: "2026-11-25T06:00:00Z" }, cyber] });
  const [first, second] = services.findAll("button");

  expect(first?.text()).toContain("号已取完，14:00 再取");
  expect(second?.text()).toContain("今日号已取完");
  await first?.trigger("click");
  expect(services.emitted("choose")).toBeUndefined();
});

it("never shows old counts as new", () => {
  const services = shown({ stale: true });

  expect(services.text()).not.toContain("12");
  expect(services.text()).toContain("等候情况暂时不明");
});

it("lays out so many columns that every tile is on the screen", () => {
  const [one] = aKiosk().services;
  if (!one) throw new Error("no service");
  const many = Array.from({ length: 20 }, (_, n) => ({ ...one, service: `s${n}` }));

  const style = shown({ services: many }).get("ul").attributes("style");

  expect(style).toContain("--upright: 2");
  expect(style).toContain("--lying: 4");
});
