import { Problem } from "@queue/client";
import { problemOf } from "@queue/client/testing";
import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { aKiosk } from "../../testing/views.ts";
import FindNumber from "./FindNumber.vue";

function shown(problem: Problem | null = null) {
  return mount(FindNumber, { props: { services: aKiosk().services, typed: "A1", busy: false, problem } });
}

it("has the letters of the hall's series, and passes on what is typed", async () => {
  const find = shown();
  const [a, g] = find.findAll(".keypad__letters button");

  await g?.trigger("click");

  expect([a?.text(), g?.text()]).toEqual(["A", "G"]);
  expect(find.emitted("type")).toEqual([["A1G"]]);
});

it("looks up on a press", async () => {
  const find = shown();

  await find.get(".type-in__send").trigger("click");

  expect(find.emitted("find")).toHaveLength(1);
});

it.each([
  ["unknown-ticket", "没有找到这个号"],
  ["offline", "连不上服务器"],
  ["unknown-hall", "找工作人员"],
])("says %s in words one can act on", (code, words) => {
  expect(shown(problemOf(code)).get("[role=alert]").text()).toContain(words);
});
