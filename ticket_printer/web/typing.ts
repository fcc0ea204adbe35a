/** What comes in by keys: from a pad on the screen, a keyboard, or a barcode reader, which types as a keyboard does. */

export const ERASE = "Backspace";

const APART_MS = 500; // letters of a reader come within milliseconds of each other
const LONGEST = 300; // letters of an address
const ADDRESS = /\/t\/([\w-]+)\/?$/; // of a phone ticket: the code on a slip

/** The text after a key; a key that is not among `keys` changes nothing. */
export function typed(text: string, key: string, keys: readonly string[], most: number): string {
  if (key === ERASE) return text.slice(0, -1);
  const letter = key.toUpperCase();
  return keys.includes(letter) && text.length < most ? text + letter : text;
}

const CARD = /(\d{17}[\dXx])$/;

/** Listens to all keys for an id card on a reader. At the Enter that ends one it answers the number, else null. */
export function cardReader(): (event: Pick<KeyboardEvent, "key" | "timeStamp">) => string | null {
  return reader(CARD, (number) => number.toUpperCase());
}

/** Listens to all keys for a slip's address. At the Enter that ends one it answers the ticket's token, else null. */
export function slipReader(): (event: Pick<KeyboardEvent, "key" | "timeStamp">) => string | null {
  return reader(ADDRESS, (token) => token);
}

/** What a reader types comes fast, and ends with Enter. */
function reader(
  form: RegExp,
  read: (found: string) => string,
): (event: Pick<KeyboardEvent, "key" | "timeStamp">) => string | null {
  let heard = "";
  let last = 0;
  return ({ key, timeStamp }) => {
    if (timeStamp - last > APART_MS) heard = "";
    last = timeStamp;
    if (key.length === 1) heard = (heard + key).slice(-LONGEST);
    if (key !== "Enter") return null;
    const found = form.exec(heard)?.[1];
    heard = "";
    return found ? read(found) : null;
  };
}
