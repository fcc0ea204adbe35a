/** What the history of a call for a person says. */

import { makeWords } from "@queue/client";

import type { Special } from "../special.ts";

const { t } = makeWords({
  zh: { asked: "在 {place} 找人帮忙", answered: "前去帮助" },
  en: { asked: "called from {place}", answered: "went there" },
});

export const lines: Special["lines"] = {
  "help.asked": ({ data }) => t("asked", { place: String(data.place ?? "") }),
  "help.answered": () => t("answered"),
};
