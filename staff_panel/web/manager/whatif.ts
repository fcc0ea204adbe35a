/** A day played with changes of the plan: what the form asks, and how its answer reads. */

import { percent, type DayPlayed, type HallInfo, type WhatIf, type WhatIfChange } from "@queue/client";

import { say, t } from "./words.ts";

/** One variation as it is filled in; what is left empty changes nothing. */
export interface Draft {
  like: string;
  closing: number;
  lane: string;
  rate: number | "";
  headStart: number | "";
}

export const DRAFTS = 3; // more columns than that nobody compares

export const newDraft = (like = ""): Draft => ({ like, closing: 0, lane: "", rate: "", headStart: "" });

export function changeOf(draft: Draft): WhatIfChange {
  return {
    like: draft.like ? [draft.like] : [],
    closing_min: draft.closing,
    lane: draft.lane || null,
    rate: draft.lane && draft.rate !== "" ? draft.rate : null,
    head_start_min: draft.lane && draft.headStart !== "" ? draft.headStart : null,
  };
}

/** Whether it differs from the present plan. */
export function changesSomething(draft: Draft): boolean {
  return Boolean(draft.like || draft.closing || (draft.lane && (draft.rate !== "" || draft.headStart !== "")));
}

/** What a variation is, in words: the head of its column. */
export function named(draft: Draft, hall: HallInfo): string {
  const parts: string[] = [];
  const counter = hall.counters.find((one) => one.id === draft.like);
  if (counter) parts.push(t("moreLike", { counter: say(counter.name) }));
  if (draft.closing) parts.push(t(draft.closing > 0 ? "closesLater" : "closesEarlier", { n: Math.abs(draft.closing) }));
  const lane = hall.lanes.find((one) => one.lane === draft.lane);
  if (lane && draft.rate !== "") parts.push(t("laneRate", { lane: say(lane.name), n: draft.rate }));
  if (lane && draft.headStart !== "") parts.push(t("laneHeadStart", { lane: say(lane.name), n: draft.headStart }));
  return parts.join(t("comma"));
}

export interface Line {
  key: string;
  name: string;
  kind: "count" | "span" | "share";
  values: (number | null)[];
}

type Figure = (day: DayPlayed) => number | null | undefined;

/** The table's lines, in groups. */
export function linesOf(answer: WhatIf, hall: HallInfo): { title: string; lines: Line[] }[] {
  const { days } = answer;
  const line = (key: string, name: string, kind: Line["kind"], of: Figure): Line => ({
    key,
    name,
    kind,
    values: days.map((day) => of(day) ?? null),
  });
  const spreads = (group: "lanes" | "services", id: string, name: string): Line[] => [
    line(`${group}-${id}-mean`, t("meanOf", { name }), "span", (day) => day[group][id]?.mean_s),
    line(`${group}-${id}-p90`, t("p90Of", { name }), "span", (day) => day[group][id]?.p90_s),
  ];
  const there = (group: "lanes" | "services", id: string) => days.some((day) => day[group][id]);
  return [
    {
      title: t("wholeHall"),
      lines: [
        line("mean", t("meanWait"), "span", (day) => day.wait.mean_s),
        line("median", t("medianWait"), "span", (day) => day.wait.median_s),
        line("p90", t("p90Wait"), "span", (day) => day.wait.p90_s),
        line("longest", t("longestWait"), "span", (day) => day.wait.longest_s),
        line("waiting", t("atClosing"), "count", (day) => day.closing.waiting),
        line("extended", t("extended"), "span", (day) => day.closing.extended_s),
        line("busy", t("busy"), "share", (day) => day.busy),
        line("served", t("servedAll"), "count", (day) => day.served),
        line("never", t("neverCalled"), "count", (day) => day.never_called),
        line("refused", t("refusedAll"), "count", (day) => Object.values(day.refused).reduce((sum, n) => sum + n, 0)),
      ],
    },
    {
      title: t("lanes"),
      lines: hall.lanes
        .filter(({ lane }) => there("lanes", lane))
        .flatMap(({ lane, name }) => spreads("lanes", lane, say(name))),
    },
    {
      title: t("services"),
      lines: hall.services
        .filter(({ service }) => there("services", service))
        .flatMap(({ service, name }) => spreads("services", service, say(name))),
    },
  ];
}

/** 12:05 are minutes and seconds; a share is in percent. */
export function show(value: number | null, kind: Line["kind"]): string {
  if (value === null) return "—";
  if (kind === "share") return percent(value);
  if (kind === "count") return String(value);
  return `${Math.floor(value / 60)}:${String(value % 60).padStart(2, "0")}`;
}

/** What is more or less than with the present plan; nothing when it is the same. */
export function difference(value: number | null, base: number | null | undefined, kind: Line["kind"]): string {
  if (value === null || base === null || base === undefined) return "";
  const shown = show(Math.abs(value - base), kind);
  return shown === show(0, kind) ? "" : `${value > base ? "+" : "−"}${shown}`;
}
