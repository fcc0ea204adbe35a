/** The words of the client's own components, times and hours. */

import * as texts from "./texts.ts";
import { makeWords } from "./words.ts";

export const { t, text, language } = makeWords(texts, "shared");
