import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { aBoard, aDay, NOW } from "../../testing/views.ts";
import BoardHeader from "./BoardHeader.vue";

it("names the hall, its state, its clock and its day, and a rehearsal", () => {
  const view = aBoard({ rehearsal: true, day: aDay({ state: "extended" }) });

  const text = mount(BoardHeader, { props: { view, now: NOW } }).text();

  expect(text).toContain("万州区公安局政务服务中心");
  expect(text).toContain("演练");
  expect(text).toContain("延时服务");
  expect(text).toContain("10:14");
  expect(text).toContain("11月25日星期三 Wed 25 Nov");
});
