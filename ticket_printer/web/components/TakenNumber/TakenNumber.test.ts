import { mount } from "@vue/test-utils";
import { expect, it } from "vitest";

import { aKiosk, aNumber, aTicket, NOW } from "../../testing/views.ts";
import TakenNumber from "./TakenNumber.vue";

type Props = InstanceType<typeof TakenNumber>["$props"];

function shown(part: Partial<Props> = {}) {
  const props: Props = {
    issued: aNumber(), ticket: null, view: aKiosk(), now: NOW, greenByAge: false, slip: "printed", problem: null,
  }; // prettier-ignore
  return mount(TakenNumber, { props: { ...props, ...part } });
}

it("tells of a number what its issue told, until the first push", async () => {
  const taken = shown();
  expect(taken.text()).toContain("户政");
  expect(taken.text()).toContain("7 位");

  await taken.setProps({ ticket: aTicket({ ahead: 5 }) });

  expect(taken.text()).toContain("5 位");
});

it("marks the green channel, and whether it was chosen or given by age", () => {
  expect(shown().text()).not.toContain("绿色通道");
  expect(shown({ issued: aNumber({ lane: "elderly" }) }).text()).toContain("◆ 绿色通道");
  expect(shown({ issued: aNumber({ lane: "elderly" }), greenByAge: true }).text()).toContain("已按绿色通道取号");
});

it("says what was booked", () => {
  const ticket = aTicket({ appointment_at: "2026-11-25T02:30:00Z" });

  expect(shown({ ticket }).text()).toContain("预约 10:30，时间未到");
});
