import { type ServiceWithGuide } from "@queue/client";
import { problemOf } from "@queue/client/testing";
import { flushPromises } from "@vue/test-utils";
import { beforeEach, expect, it } from "vitest";

import { beginGuides, type Guides } from "./guides.ts";
import { aGuide } from "./testing/views.ts";

let guides: Guides;
let asked: string[];
let answer: Promise<ServiceWithGuide>;

const told = (guide: ServiceWithGuide["guide"]): Promise<ServiceWithGuide> =>
  Promise.resolve({ service: "household", name: { zh: "户政", en: "Household" }, series: "A", guide });

beforeEach(() => {
  asked = [];
  answer = told(aGuide());
  guides = beginGuides({ guide: (service) => (asked.push(service), answer) });
});

it("lets one choose a service, read its guide, and choose another", async () => {
  guides.open(["household", "cyber"]);
  expect(guides.reading.screen).toBe("guides");

  guides.read("household");
  await flushPromises();
  expect(guides.reading).toMatchObject({ screen: "guide", service: "household", guide: aGuide() });

  guides.back();
  expect(guides.reading).toMatchObject({ screen: "guides", guide: null });
  guides.back();
  expect(guides.reading.screen).toBe("off");
});

it("opens the only guide of a hall at once, and goes back to the start from it", async () => {
  guides.open(["household"]);
  await flushPromises();
  expect([asked, guides.reading.screen]).toEqual([["household"], "guide"]);

  guides.back();

  expect(guides.reading.screen).toBe("off");
});

it("says so when a guide cannot be had, and asks again at the next press", async () => {
  guides.open(["household", "cyber"]);
  answer = Promise.reject(problemOf("offline"));
  guides.read("household");
  await flushPromises();
  expect(guides.reading).toMatchObject({ screen: "guides", asking: false });
  expect(guides.reading.problem?.code).toBe("offline");

  answer = told(null); // a newer plan has none
  guides.read("household");
  await flushPromises();
  expect(guides.reading.problem?.code).toBe("no-guide");

  answer = told(aGuide());
  guides.read("household");
  await flushPromises();
  expect(guides.reading).toMatchObject({ screen: "guide", problem: null });
});

it("shows nothing to who comes after its reader", async () => {
  guides.open(["household", "cyber"]);
  guides.read("household");
  guides.end();
  await flushPromises();

  expect(guides.reading).toMatchObject({ screen: "off", guide: null });
});
