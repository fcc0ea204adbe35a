import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import ServiceGuide from "./ServiceGuide.vue";

const one = (zh: string) => ({ zh, en: `${zh} (en)` });

it("tells the eight parts of article 17, each by its name", () => {
  const guide = {
    basis: one("户口登记条例"),
    conditions: one("本人"),
    materials: [one("身份证"), one("户口簿")],
    place: one("1号窗口"),
    time: one("工作日"),
    process: one("当场受理"),
    time_limit: one("即办"),
    fee: one("不收费"),
  };

  const shown = mount(ServiceGuide, { props: { guide } });

  expect(shown.findAll("dt").map((name) => name.text())).toEqual([
    "依据", "条件", "材料", "地点", "时间", "程序", "时限", "收费",
  ]); // prettier-ignore
  expect(shown.findAll("li").map((material) => material.text())).toEqual(["身份证", "户口簿"]);
  expect(shown.text()).toContain("不收费");
});
