import { expect, it } from "vitest";

import { walk } from "./arrows.ts";

function page(): HTMLElement {
  document.body.innerHTML = `
    <main>
      <button id="a"></button><button id="b" disabled></button><button id="c"></button>
      <p data-away><button id="d"></button></p>
      <input id="field" />
    </main>`;
  return document.body;
}

function press(key: string, target: Element = document.body): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, cancelable: true });
  Object.defineProperty(event, "target", { value: target });
  return event;
}

const focused = (): string | undefined => document.activeElement?.id;

it("walks forth and back through what can be pressed on this page, and round at the ends", () => {
  const main = page();

  walk(press("ArrowDown"), main);
  expect(focused()).toBe("a");
  walk(press("ArrowRight"), main);
  expect(focused()).toBe("c");
  walk(press("ArrowRight"), main);
  expect(focused()).toBe("a");
  walk(press("ArrowUp"), main);
  expect(focused()).toBe("c");
});

it("leaves other keys, and the keys of a text field, alone", () => {
  const main = page();
  const field = document.querySelector("#field");
  if (!field) throw new Error("no field");

  const [letter, inField] = [press("x"), press("ArrowLeft", field)];
  walk(letter, main);
  walk(inField, main);

  expect(letter.defaultPrevented).toBe(false);
  expect(inField.defaultPrevented).toBe(false);
});
