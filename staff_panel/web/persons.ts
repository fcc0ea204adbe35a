/** How many persons somebody typed. */

/** From 1 to `most`, else null. */
export function personsIn(typed: string, most: number): number | null {
  const count = /^\d{1,2}$/.test(typed.trim()) ? Number(typed) : 0;
  return count >= 1 && count <= most ? count : null;
}
