/** How good today's forecasts are, in words. */

import { percent, rounded, type LiveView } from "@queue/client";

import { t } from "./words.ts";

export interface ForecastWords {
  lines: string[];
  title: string; // the same in a sentence, with how much of it was to be expected
}

export function forecastOf({ judged, in_range, nominal, mean_error_s }: LiveView["forecasts"]): ForecastWords {
  if (in_range === null || mean_error_s === null) {
    return { lines: [t("forecastNone")], title: t("forecastNoneTitle") };
  }
  const share = percent(in_range);
  const error = rounded(mean_error_s / 60, 1);
  return {
    lines: [t("forecastRight", { share }), t("forecastError", { n: error })],
    title: t("forecastTitle", { n: judged, share, nominal: percent(nominal), error }),
  };
}
