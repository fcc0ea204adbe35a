/** What a bulletin's history says, and for how long one usually stands. */

import { makeWords } from "@queue/client";

import { moment } from "../cells.ts";
import type { Special } from "../special.ts";

const { t } = makeWords({
  zh: {
    posted: "发布，直到撤下",
    postedUntil: "发布，显示到 {at}",
    takenDown: "撤下",
    expired: "到时自动撤下",
  },
  en: {
    posted: "put up until taken down",
    postedUntil: "put up until {at}",
    takenDown: "taken down",
    expired: "gone by itself at its end",
  },
});

const MICROSECONDS = 1_000; // in a millisecond; the journal counts them

export const lines: Special["lines"] = {
  "bulletin.posted": ({ data: { until } }, where) =>
    typeof until === "number"
      ? t("postedUntil", { at: moment(new Date(until / MICROSECONDS).toISOString(), where) })
      : t("posted"),
  "bulletin.taken_down": () => t("takenDown"),
  "bulletin.expired": () => t("expired"),
};

export const hours: Special["hours"] = { until: [1, 2, 4, 8] };
