import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { language } from "../../words.ts";
import AssistBar from "./AssistBar.vue";

describe("what makes the kiosk easier", () => {
  it("is one press each: larger, lower, a person, the other language", async () => {
    const bar = mount(AssistBar, { props: { large: false, low: false, help: "none" } });
    const [large, low, help, other] = bar.findAll("button");

    for (const button of [large, low, help, other]) await button?.trigger("click");

    expect(Object.keys(bar.emitted()).filter((name) => name !== "click")).toEqual(["large", "low", "help"]);
    expect(language.value).toBe("en");
    language.value = "zh";
  });

  it("says that a person was called, and that one comes", async () => {
    const bar = mount(AssistBar, { props: { large: false, low: false, help: "called" } });
    expect(bar.text()).toContain("已叫人，请稍等");

    await bar.setProps({ help: "coming" });

    expect(bar.text()).toContain("有人来了");
  });
});
