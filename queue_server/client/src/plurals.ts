/** Which words go with which number, by the plural categories of each language; languages/plurals.py is the server's. */

const rules = new Map<string, Intl.PluralRules | null>(); // null: a language that the browser does not know

function category(language: string, value: number): string {
  let found = rules.get(language);
  if (found === undefined) {
    const known = Intl.PluralRules.supportedLocalesOf(language).length > 0; // else it would take the browser's own
    rules.set(language, (found = known ? new Intl.PluralRules(language) : null));
  }
  return found?.select(value) ?? "other";
}

const CATEGORY = /^(zero|one|two|few|many|other)=(.*)$/s;

/** Of "|one=person|other=people", or in short "|person|people". */
function read(listed: string): Record<string, string> {
  const parts = listed.split("|").slice(1);
  const named = parts.map((part) => CATEGORY.exec(part));
  if (!named.every((one) => one !== null)) return { one: parts[0] ?? "", other: parts[1] ?? "" };
  return Object.fromEntries(named.map(([, name, words]) => [name, words]));
}

/** The words that go with a number. What a text lacks is said as `other`, which alone goes with all. */
export function plural(listed: string, value: number, language: string): string {
  const forms = read(listed);
  return forms[category(language, value)] ?? forms.other ?? Object.values(forms).pop() ?? "";
}
