/** The clerk's keys: one per action, the same on every button and in the list of keys. */

export const ACTIONS = [
  "next", "start", "finish", "recall", "noShow", "park", "transfer",
  "call", "issue", "checkIn", "book", "unpark", "rejoin", "reprint", "pause", "resume", "signOut", "help",
] as const; // prettier-ignore

export type Action = (typeof ACTIONS)[number];

/** What is written on the button. Pause and resume share a key: only one of them is possible at a time. */
export const KEY_OF: Record<Action, string> = {
  next: "N",
  start: "S",
  finish: "F",
  recall: "R",
  noShow: "X",
  park: "P",
  transfer: "T",
  call: "C",
  issue: "I",
  checkIn: "K",
  book: "A",
  unpark: "U",
  rejoin: "M",
  reprint: "D",
  pause: "B",
  resume: "B",
  signOut: "Q",
  help: "?",
};

const BY_KEY: Partial<Record<string, Action>> = {
  ...Object.fromEntries(ACTIONS.filter((action) => action !== "resume").map((action) => [KEY_OF[action], action])),
  " ": "next",
  "？": "help", // a Chinese input method's question mark
};

/** The action that a key press asks for, or null when the press is not meant for the panel. */
export function actionOf(event: KeyboardEvent, paused: boolean): Action | null {
  if (event.defaultPrevented || event.repeat || event.isComposing) return null;
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("input, textarea, select, [contenteditable], dialog")) return null;
  // On a focused button the space bar belongs to that button, and in a list that scrolls to the list.
  if (event.key === " " && target?.closest("button, a, [tabindex='0']")) return null;
  const action = BY_KEY[event.key.length === 1 ? event.key.toUpperCase() : event.key] ?? null;
  return action === "pause" && paused ? "resume" : action;
}
