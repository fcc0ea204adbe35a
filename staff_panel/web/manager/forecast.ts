/** How good today's forecasts are, in words. */

import type { LiveView } from "@queue/client";

import { t } from "./words.ts";

export interface ForecastWords {
  lines: string[];
  title: string; // the same in a sentence, with how much of it was to be expected
}

export function forecastOf({ judged, in_range, nominal, mean_error_s }: LiveView["forecasts"]): ForecastWords {
  if (in_range === null || mean_error_s === null) {
    return { lines: [t("forecastNone")], title: t("forecastNoneTitle") };
  }
  const share = Math.round(in_range * 100);
  const error = (mean_error_s / 60).toFixed(1);
  return {
    lines: [t("forecastRight", { share }), t("forecastError", { n: error })],
    title: t("forecastTitle", { n: judged, share, nominal: Math.round(nominal * 100), error }),
  };
}
