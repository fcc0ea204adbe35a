/** What is pressed on a keyboard or keypad, or typed by a reader for slips and cards. */

import { onScopeDispose } from "vue";

import { walk } from "./arrows.ts";
import { cardReader, slipReader, typed } from "./typing.ts";

/** A text that a screen takes, and what becomes of it. */
export interface Field {
  text: string;
  keys: readonly string[];
  most: number;
  type(text: string): void;
  send(): void;
}

export interface Heard {
  any(): void;
  /** A slip's code was read: the token of its ticket. */
  slip(token: string): void;
  card(idNumber: string): void;
  escape(): void;
  /** The text that is typed into now. */
  field(): Field | undefined;
  /** In which the arrow keys walk. */
  within(): HTMLElement | null;
}

export function useKeys(heard: Heard): void {
  const [readSlip, readCard] = [slipReader(), cardReader()];

  function pressed(event: KeyboardEvent): void {
    heard.any();
    const [token, card] = [readSlip(event), readCard(event)];
    if (token ?? card) event.preventDefault(); // its Enter presses nothing
    if (token) heard.slip(token);
    else if (card) heard.card(card);
    else if (event.key === "Escape") heard.escape();
    else if (!typeInto(event, heard.field())) walkWithin(event);
  }

  function walkWithin(event: KeyboardEvent): void {
    const within = heard.within();
    if (within) walk(event, within);
  }

  window.addEventListener("keydown", pressed);
  onScopeDispose(() => window.removeEventListener("keydown", pressed));
}

/** Whether the key was for the field: a text, or the Enter that sends it unless it presses what has the focus. */
function typeInto({ key }: KeyboardEvent, field: Field | undefined): boolean {
  if (!field) return false;
  const focused = document.activeElement;
  const button = focused instanceof HTMLButtonElement ? focused : null;
  const text = typed(field.text, key, field.keys, field.most);
  if (key === "Enter" && !button) field.send();
  else if (text === field.text) return false;
  else field.type(text);
  button?.blur(); // so that the next Enter sends it
  return true;
}
