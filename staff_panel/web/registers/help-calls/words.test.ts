import { expect, it } from "vitest";

import { line } from "../../testing/registers.ts";
import { told } from "../special.ts";

const where = { timezone: "Asia/Shanghai", now: 0 };

it("tells where somebody called, and that one went", () => {
  expect(told("help-calls", line("help.asked", { data: { place: "kiosk-1" } }), where)).toBe("在 kiosk-1 找人帮忙");
  expect(told("help-calls", line("help.answered"), where)).toBe("前去帮助");
});

it("leaves what a register has no words for as the journal calls it", () => {
  expect(told("no-such-register", line("thing.done"), where)).toBe("thing.done");
});
