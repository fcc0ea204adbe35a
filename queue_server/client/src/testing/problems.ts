/** What the server can refuse, as it says it: for the tests of the faces. */

import { Problem } from "../api.ts";
import type { Text } from "../contract.ts";
import refusals from "./refusals.json";

const SAID: Record<string, { status: number; words: Text }> = refusals;

/** Every code that an answer of the server can have. */
export const CODES: string[] = Object.keys(SAID);

/** A refusal with the server's own words; `offline` is nobody's. */
export function problemOf(code: string, data: Record<string, unknown> = {}): Problem {
  if (code === "offline") return Problem.offline();
  const said = SAID[code];
  if (!said) throw new Error(`the server has no ${code}`);
  return new Problem(code, said.words, said.status, data);
}

const BROKEN = /[{}]|undefined|NaN|Invalid/; // a place that was not filled
const A_CODE = /\b[a-z]+(-[a-z]+)+\b/;
const CHINESE = /[\u4e00-\u9fff]/;

/** What of these words is no sentence for people; nothing when both are. */
export function unfit({ zh, en }: Text): string[] {
  const wrong = [];
  if (!CHINESE.test(zh) || BROKEN.test(zh) || A_CODE.test(zh)) wrong.push(zh);
  if (!/[a-z]/.test(en) || BROKEN.test(en) || CHINESE.test(en)) wrong.push(en);
  return wrong;
}
