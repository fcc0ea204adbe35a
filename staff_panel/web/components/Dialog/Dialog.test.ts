import { mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, describe, expect, it } from "vitest";
import { defineComponent, h, nextTick, ref } from "vue";

import Dialog from "./Dialog.vue";

/** Two fields of which the second is missing, or a last look without any field. */
const Steps = defineComponent({
  emits: ["send"],
  setup(_, { emit, expose }) {
    const step = ref(1);
    const tried = ref(false);
    expose({ step });
    const fields = () => [
      h("input", { id: "first", autofocus: true }),
      h("input", { id: "second", "aria-invalid": tried.value || undefined }),
    ];
    return () =>
      h(
        Dialog,
        { title: `step ${step.value}`, send: "go on", onSend: () => ((tried.value = true), emit("send")) },
        { default: () => (step.value === 1 ? fields() : h("p", "look again")) },
      );
  },
});

describe("a dialog", () => {
  let dialog: VueWrapper;
  const focused = () => document.activeElement;
  const open = () => (dialog = mount(Steps, { attachTo: document.body }));

  afterEach(() => dialog.unmount());

  it("leads to the first field that was found missing", async () => {
    open();
    expect(focused()?.id).toBe("first");

    await dialog.get("form").trigger("submit");
    await nextTick();
    expect(focused()?.id).toBe("second");
  });

  it("lets Enter answer the step that took the fields away", async () => {
    open();
    (dialog.vm as unknown as { step: number }).step = 2;
    await nextTick();
    expect(focused()?.getAttribute("type")).toBe("submit");
  });

  it("is not answered by a key that is held down", () => {
    open();
    const held = new KeyboardEvent("keydown", { key: "Enter", repeat: true, bubbles: true, cancelable: true });
    dialog.get("[type='submit']").element.dispatchEvent(held);
    expect(held.defaultPrevented).toBe(true);

    const pressed = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
    dialog.get("[type='submit']").element.dispatchEvent(pressed);
    expect(pressed.defaultPrevented).toBe(false);
  });
});
