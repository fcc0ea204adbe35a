import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { language } from "../../words/phone.ts";
import PhoneHeader from "./PhoneHeader.vue";

it("names the hall, and in the other language at one press", async () => {
  const header = mount(PhoneHeader, { props: { hall: { zh: "政务服务中心", en: "Service centre" } } });
  expect(header.get("h1").text()).toBe("政务服务中心");

  await header.get("button").trigger("click");

  expect(header.get("h1").text()).toBe("Service centre");
  expect(header.get("button").attributes("lang")).toBe("zh-CN");
  language.value = "zh";
});
