import { Problem } from "@queue/client";
import { problemOf } from "@queue/client/testing";
import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import type { SlipState } from "../../visit.ts";
import SlipNotice from "./SlipNotice.vue";

const shown = (slip: SlipState, problem: Problem | null = null) => mount(SlipNotice, { props: { slip, problem } });

it.each([
  ["printing", "正在打印小票…"],
  ["printed", "请取走小票"],
  ["failed", "小票没有打印出来"],
  ["stalled", "打印机没有反应"],
  ["none", "本机不打印小票"],
] as const)("says it plainly when the slip is %s", (slip, words) => {
  expect(shown(slip).text()).toContain(words);
});

it("offers to print again what did not print, and only that", async () => {
  const failed = shown("failed");

  await failed.get("button").trigger("click");

  expect(failed.emitted("printAgain")).toHaveLength(1);
  expect(failed.text()).toContain("您的号有效");
  for (const other of ["printing", "printed", "stalled", "none"] as const) {
    expect(shown(other).find("button").exists()).toBe(false);
  }
});

it("says when printing again did not work either", () => {
  expect(shown("failed", problemOf("offline")).text()).toContain("没有成功，请再按一次或找工作人员。");
});

it("is read out when it changes", () => {
  expect(shown("printing").attributes("aria-live")).toBe("assertive");
});

it.each([
  ["paper-out", "打印机没有纸了"],
  ["cover-open", "打印机的盖子开着"],
  ["printer-timeout", "打印机没有反应"],
  ["job-unreadable", "小票没有打印出来"],
])("says why it did not print, as far as one can see it at the printer: %s", (why, words) => {
  const failed = mount(SlipNotice, { props: { slip: "failed", why, problem: null } });

  expect(failed.text()).toContain(words);
  expect(failed.text()).toContain("您的号有效");
});
