import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { aGuide } from "../../testing/views.ts";
import Guide from "./Guide.vue";

it("tells the eight parts of article 17, what to bring among the first", () => {
  const shown = mount(Guide, { props: { service: { zh: "户政", en: "Household" }, guide: aGuide() } });

  expect(shown.get("h1").text()).toContain("户政");
  expect(shown.findAll("dt").map((name) => name.text())).toEqual([
    "条件", "材料", "地点", "时间", "程序", "时限", "收费", "依据",
  ]); // prettier-ignore
  expect(shown.findAll("li").map((line) => line.text())).toEqual(["身份证", "户口簿"]);
  expect(shown.findAll("dd").map((words) => words.text())).toContain("不收费");
});
