import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import Persons from "./Persons.vue";

it("steps between one and the most that may share a number", async () => {
  const persons = mount(Persons, { props: { persons: 2, most: 3, busy: false } });
  const [fewer, more] = persons.findAll("button");

  await fewer?.trigger("click");
  await more?.trigger("click");
  expect(persons.emitted("change")).toEqual([[1], [3]]);

  await persons.setProps({ persons: 3 });
  expect(more?.attributes("disabled")).toBeDefined();
  await persons.setProps({ persons: 1 });
  expect(fewer?.attributes("disabled")).toBeDefined();
  expect(persons.get("output").text()).toBe("1");
});
