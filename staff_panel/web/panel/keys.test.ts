import { afterEach, describe, expect, it } from "vitest";

import { ACTIONS, KEY_OF, actionOf } from "./keys.ts";

/** A key press at an element of the page. */
function press(key: string, at: Element = document.body, more: KeyboardEventInit = {}, paused = false) {
  document.body.append(...(at === document.body ? [] : [at]));
  let action: ReturnType<typeof actionOf> = null;
  const listen = (event: KeyboardEvent): void => void (action = actionOf(event, paused));
  document.addEventListener("keydown", listen);
  at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  document.removeEventListener("keydown", listen);
  return action;
}

const element = (tag: string): HTMLElement => document.createElement(tag);

describe("the clerk's keys", () => {
  afterEach(() => document.body.replaceChildren());

  it("gives each action a key of its own; only pause and resume share one", () => {
    const keys = ACTIONS.filter((action) => action !== "resume").map((action) => KEY_OF[action]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(KEY_OF.resume).toBe(KEY_OF.pause);
  });

  it("hears letters in either case, and the space bar as Next", () => {
    expect(press("n")).toBe("next");
    expect(press("N")).toBe("next");
    expect(press(" ")).toBe("next");
    expect(press("f")).toBe("finish");
  });

  it("hears the question mark of a Chinese input method too", () => {
    expect(press("?")).toBe("help");
    expect(press("？")).toBe("help");
  });

  it("resumes with the key that paused", () => {
    expect(press("b")).toBe("pause");
    expect(press("b", document.body, {}, true)).toBe("resume");
  });

  it.each(["input", "textarea", "select", "dialog"])("leaves keys to a focused %s", (tag) => {
    expect(press("n", element(tag))).toBeNull();
    expect(press(" ", element(tag))).toBeNull();
  });

  it("leaves the space bar to a focused button or list, and letters to the panel", () => {
    const list = element("ul");
    list.tabIndex = 0;
    expect(press(" ", list)).toBeNull();
    expect(press(" ", element("button"))).toBeNull();
    expect(press("r", element("button"))).toBe("recall");
  });

  it("ignores a key that is held down", () => {
    expect(press("n", document.body, { repeat: true })).toBeNull();
  });

  it("ignores keys of the browser and of an input method at work", () => {
    expect(press("r", document.body, { ctrlKey: true })).toBeNull();
    expect(press("n", document.body, { metaKey: true })).toBeNull();
    expect(press("n", document.body, { isComposing: true })).toBeNull();
  });

  it("knows nothing of other keys", () => {
    expect(press("z")).toBeNull();
    expect(press("Enter")).toBeNull();
  });
});
