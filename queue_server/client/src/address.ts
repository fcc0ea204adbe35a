/** A part of an address as it was meant; as it stands, when its percent signs mean nothing. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
