/** Mounts a dialog as a page would: in the document, so that focus and key presses are real. */

import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import type { Component } from "vue";

export async function shown(component: Component, props: Record<string, unknown>): Promise<VueWrapper> {
  const wrapper = mount(component, { props, attachTo: document.body });
  await flushPromises();
  return wrapper;
}

export async function typed(wrapper: VueWrapper, selector: string, words: string): Promise<void> {
  await wrapper.get(selector).setValue(words);
}
