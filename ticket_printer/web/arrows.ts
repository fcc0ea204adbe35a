/** A keypad's arrow keys walk through what can be pressed; Tab and Enter work as everywhere. */

const FORWARD = ["ArrowDown", "ArrowRight"];
const BACKWARD = ["ArrowUp", "ArrowLeft"];

export function walk(event: KeyboardEvent, within: HTMLElement): void {
  const step = FORWARD.includes(event.key) ? 1 : BACKWARD.includes(event.key) ? -1 : 0;
  if (!step || event.target instanceof HTMLInputElement) return;
  const enabled = [...within.querySelectorAll<HTMLElement>("button:not(:disabled)")];
  const stops = enabled.filter((stop) => !stop.closest("[data-away]")); // on another page
  if (!stops.length) return;
  event.preventDefault();
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = at < 0 ? (step > 0 ? 0 : stops.length - 1) : (at + step + stops.length) % stops.length;
  stops[next]?.focus();
}
