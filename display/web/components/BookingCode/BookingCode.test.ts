import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import BookingCode from "./BookingCode.vue";

it("is copied as six digits, and said one by one", () => {
  const code = mount(BookingCode, { props: { code: "048213" } });

  expect(code.get("[aria-hidden]").text()).toBe("048213");
  expect(code.get(".visually-hidden").text()).toBe("0 4 8 2 1 3");
});
