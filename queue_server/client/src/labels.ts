/** A number as people type it: "a12" and "A012" are the same. */
export function labelOf(typed: string): string {
  const match = /^([a-z]{1,2})\s*-?\s*(\d{1,5})$/i.exec(typed.trim());
  if (!match?.[1] || !match[2]) return typed.trim().toUpperCase();
  return match[1].toUpperCase() + String(Number(match[2])).padStart(3, "0");
}
