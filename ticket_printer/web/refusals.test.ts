import { Problem } from "@queue/client";
import { CODES, problemOf, unfit } from "@queue/client/testing";
import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import FindAppointment from "./components/FindAppointment/FindAppointment.vue";
import FindNumber from "./components/FindNumber/FindNumber.vue";
import Guides from "./components/Guides/Guides.vue";
import MyNumber from "./components/MyNumber/MyNumber.vue";
import Trouble from "./components/Trouble/Trouble.vue";
import { refusalWords } from "./refusals.ts";
import { aKiosk, aLabelled, NOW, ZONE } from "./testing/views.ts";
import { text } from "./words.ts";

const MET = [...CODES, "offline"];
const DATA = { label: "A012", on: "2026-11-28", from_at: "2026-11-25T06:30:00Z", state: "waiting" };

/** What stands on a screen, in Chinese and in English below it. */
function read(screen: ReturnType<typeof mount>, where: string) {
  const found = screen.get(where);
  return { zh: found.get(".bilingual__main").text(), en: found.get(".bilingual__beside").text() };
}

const typing = { typed: "", busy: false };
const found = { found: aLabelled(), rejoined: false, why: null, prints: false, copy: "off" as const };
const here = { busy: false, now: NOW, timezone: ZONE };

const SCREENS = {
  "taking a number": (problem: Problem) => read(mount(Trouble, { props: { problem, ...here } }), ".trouble__words"),
  "looking for a number": (problem: Problem) =>
    read(mount(FindNumber, { props: { problem, services: aKiosk().services, ...typing } }), "[role=alert]"),
  "looking for an appointment": (problem: Problem) =>
    read(mount(FindAppointment, { props: { problem, ...typing } }), "[role=alert]"),
  "one's number": (problem: Problem) =>
    read(mount(MyNumber, { props: { problem, ...found, ...here } }), "[role=alert]"),
  guides: (problem: Problem) =>
    read(mount(Guides, { props: { problem, services: aKiosk().services, chosen: null, ...here } }), "[role=alert]"),
};

describe.each(Object.entries(SCREENS))("%s", (_name, shown) => {
  it.each(MET)("says %s in both languages", (code) => {
    expect(unfit(shown(problemOf(code, DATA)))).toEqual([]);
  });
});

it("names a person to ask beside the server's words, and tells nobody to tell the administrator", () => {
  expect(refusalWords(problemOf("unknown-hall")).zh).toBe("没有这个大厅。请找工作人员。");
  expect(refusalWords(problemOf("unknown-hall")).en).toBe("There is no such hall. Please ask the staff.");
  expect(refusalWords(problemOf("journal-broken"))).toEqual(text("errorOther"));
});

it("leaves what the kiosk itself found wrong as it is", () => {
  expect(refusalWords(new Problem("label-incomplete", text("errorIncomplete"), 0)).zh).toContain("例如 A012");
});
