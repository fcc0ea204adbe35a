import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import NextSteps from "./NextSteps.vue";

it("says to take the slip where one comes, and else to remember the number", () => {
  const steps = (slip: "printed" | "failed") =>
    mount(NextSteps, { props: { address: "http://hall/t/x", slip } }).get("li").text();

  expect(steps("printed")).toBe("取走小票");
  expect(steps("failed")).toBe("记住号码");
});
