import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import Dialog from "../Dialog/Dialog.vue";
import PresetField from "../PresetField/PresetField.vue";
import CancelDialog from "./CancelDialog.vue";

describe("giving up what was promised", () => {
  function opened(carried: boolean) {
    const props = { told: "A001 · 户政", carried, timezone: "Asia/Shanghai", busy: false, problem: null };
    const dialog = mount(CancelDialog, { props });
    return { dialog, send: () => dialog.findComponent(Dialog).vm.$emit("send") };
  }

  it("takes no case's first place away without a reason", async () => {
    const { dialog, send } = opened(true);
    send();
    await dialog.vm.$nextTick();
    expect(dialog.emitted("send")).toBeUndefined();
    expect(dialog.findComponent(PresetField).props("problem")).not.toBe("");

    await dialog.findComponent(PresetField).vm.$emit("update:modelValue", " 已在别处办结 ");
    send();
    expect(dialog.emitted("send")).toEqual([["已在别处办结"]]);
    dialog.unmount();
  });

  it("cancels an appointment without one", () => {
    const { dialog, send } = opened(false);
    send();
    expect(dialog.emitted("send")).toEqual([[""]]);
    dialog.unmount();
  });
});
