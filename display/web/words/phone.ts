/** The words of all pages on a phone. */

import { makeWords } from "@queue/client";

import * as phone from "../texts/phone.ts";

export const { t, text, say, language } = makeWords(phone, "phone");
