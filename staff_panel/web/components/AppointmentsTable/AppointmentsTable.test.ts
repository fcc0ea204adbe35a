import { flushPromises, mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { appointment, TIMEZONE } from "../../testing/fixtures.ts";
import AppointmentsTable from "./AppointmentsTable.vue";

it("has a header cell above each column, with a name", async () => {
  const bookings = { on: (date: string) => Promise.resolve({ date, appointments: [appointment()] }) };
  const [date, today] = ["2026-11-25", "2026-11-25"];
  const props = { bookings, date, today, timezone: TIMEZONE, mayManage: true, mayBook: true, done: 0 };
  const table = mount(AppointmentsTable, { props: props as never });
  await flushPromises();
  const heads = table.findAll("thead tr > *");
  expect(heads).toHaveLength(table.findAll("tbody tr > *").length);
  for (const head of heads) {
    expect(head.element.tagName).toBe("TH");
    expect(head.text()).not.toBe("");
  }
  table.unmount();
});
