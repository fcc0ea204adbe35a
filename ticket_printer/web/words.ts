/** The words of the kiosk. */

import { makeWords } from "@queue/client";

import * as texts from "./texts.ts";

export const { t, text, say, both, language } = makeWords(texts, "kiosk");
