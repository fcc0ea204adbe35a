import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import SetUp from "./SetUp.vue";

function shown(why: "unpaired" | "refused" | "unknown-hall") {
  return mount(SetUp, { props: { hall: "h", why, address: "http://hall/kiosk/h" } });
}

it("says how to pair, and sends citizens to the staff meanwhile", () => {
  const words = shown("unpaired").text();

  expect(words).toContain("queue-server device add kiosk-1 --hall h --kind kiosk");
  expect(words).toContain("http://hall/kiosk/h#token=…");
  expect(words).toContain("请找工作人员");
});

it("pairs with the token that was entered", async () => {
  const setUp = shown("unpaired");

  await setUp.get("input").setValue(" http://hall/kiosk/h#token=secret ");
  await setUp.get("form").trigger("submit");

  expect(setUp.emitted("pair")).toEqual([["secret"]]);
});

it("never shows the token, and asks for one when there is none", async () => {
  const setUp = shown("unpaired");
  expect(setUp.get("input").attributes("type")).toBe("password");

  await setUp.get("form").trigger("submit");

  expect(setUp.emitted("pair")).toBeUndefined();
  expect(setUp.get("[role=alert]").text()).toBe("请先填写令牌。");
});

it("can try the old token again once the server may know it", async () => {
  const setUp = shown("refused");

  await setUp.findAll("button")[1]?.trigger("click");

  expect(setUp.emitted("again")).toHaveLength(1);
  expect(setUp.text()).toContain("服务器不认这台取号机的令牌");
  expect(setUp.text()).toContain("queue-server device token <kiosk> --hall h");
});

it("names the hall that the server does not have", () => {
  const words = shown("unknown-hall").text();

  expect(words).toContain("没有名为 h 的大厅");
  expect(words).not.toContain("令牌");
});
