/** Ready-made texts: a digit in an empty field takes the one with that place. */

/** The preset that a key press in a field with this value asks for, if any. */
export function presetOf(event: KeyboardEvent, value: string, presets: readonly string[]): string | undefined {
  if (value || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return undefined;
  return /^[1-9]$/.test(event.key) ? presets[Number(event.key) - 1] : undefined;
}
