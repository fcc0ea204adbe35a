import type { VueWrapper } from "@vue/test-utils";
import { afterEach, describe, expect, it } from "vitest";

import { shown } from "../../testing/dialogs.ts";
import { TIMEZONE, hallInfo } from "../../testing/fixtures.ts";
import TransferDialog from "./TransferDialog.vue";

describe("transferring a number", () => {
  let dialog: VueWrapper;
  const open = async (here = "1", hall = hallInfo()): Promise<void> => {
    const props = { label: "A012", hall, own: "household", here, busy: false, problem: null, timezone: TIMEZONE };
    dialog = await shown(TransferDialog, props);
  };
  const lists = () => dialog.findAll(".pick-list");
  const options = (list: number) => lists()[list]?.findAll("[role='option'] .pick-list__name").map((one) => one.text());
  const choose = (list: number, at: number) => lists()[list]?.findAll("[role='option']")[at]?.trigger("click");
  const send = () => dialog.get("form").trigger("submit");
  const sent = () => dialog.emitted("send");

  afterEach(() => dialog.unmount());

  it("begins with another service, and has the own one last", async () => {
    await open();
    expect(options(0)).toEqual(["出入境", "车驾管", "户政"]);

    await send();
    expect(sent()).toEqual([[{ service: "exit-entry", label: "A012" }]]);
  });

  it("sends to the own service only at another counter", async () => {
    await open();
    await choose(0, 2);
    expect(options(1)).toEqual(["2号窗口"]); // this is counter 1, and none at all would be the same queue again

    await send();
    expect(sent()).toEqual([[{ service: "household", counter: "2", label: "A012" }]]);
  });

  it("asks which counter when several serve the own service", async () => {
    const hall = hallInfo();
    const third = { id: "3", name: { zh: "3号窗口", en: "Counter 3" }, serves: ["household"], support: [] };
    await open("1", { ...hall, counters: [...hall.counters, third] });
    await choose(0, 2);
    await send();
    expect(sent()).toBeUndefined();
    expect(dialog.text()).toContain("请填写这一项");

    await choose(1, 1);
    await send();
    expect(sent()).toEqual([[{ service: "household", counter: "3", label: "A012" }]]);
  });

  it("takes the counter back that does not serve what is chosen then", async () => {
    await open();
    await choose(1, 1); // counter 2 for exit and entry
    await choose(0, 1);
    await send();
    expect(sent()).toEqual([[{ service: "vehicles", label: "A012" }]]);
  });

  it("does not offer the own service where no other counter serves it", async () => {
    const hall = hallInfo();
    await open("1", { ...hall, counters: hall.counters.slice(0, 1) });
    expect(options(0)).toEqual(["出入境", "车驾管"]);
  });
});
