import { expect, it } from "vitest";

import { forecastOf } from "./forecast.ts";

it("before anybody was called there is nothing to tell", () => {
  expect(forecastOf({ judged: 0, in_range: null, nominal: 0.7, mean_error_s: null }).lines).toEqual(["尚无数据"]);
});

it("the share called within their range and the mean error in minutes are told, with what was to be expected", () => {
  const { lines, title } = forecastOf({ judged: 42, in_range: 0.714, nominal: 0.7, mean_error_s: 222 });

  expect(lines).toEqual(["在区间内 71%", "误差 3.7 分钟"]);
  expect(title).toContain("42 人");
  expect(title).toContain("应为 70%");
});
