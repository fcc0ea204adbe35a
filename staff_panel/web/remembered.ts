/** What this computer keeps for the next time; a browser that keeps nothing works all the same. */

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`queue.staff.${name}`);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`queue.staff.${name}`, value);
  } catch {
    // It is chosen again the next time.
  }
}
