/** Why this number was called now, in one sentence. Staff may see lanes; this never reaches a public screen. */

import { rounded, type CurrentTicket, type LaneInfo, type PassedOver } from "@queue/client";

import { span } from "../spans.ts";
import { say, t } from "./words.ts";

const WHOLE_DAY_S = 24 * 3600; // a head start of the whole day: urgent, carried over

/** "A017 先于 A012：绿色通道（老年人），优先值 64 比 41". */
export function reasonSentence(ticket: CurrentTicket): string {
  const { rule, passed_over: passed, stated } = ticket.reason;
  if (rule === "by_label") return t("reasonByLabel", { stated: stated ?? "" });
  if (rule === "unparked") return stated ? t("reasonUnparkedAfter", { stated }) : t("reasonUnparked");
  const support = rule === "support" ? t("reasonSupport", { service: say(ticket.service_name) }) : "";
  const why = passed.length ? before(ticket, passed) : t("reasonOldest", { waited: span(ticket.reason.waited_s) });
  return support + why;
}

function before(ticket: CurrentTicket, passed: PassedOver[]): string {
  const labels = passed.map((one) => one.label).join(t("comma"));
  const lane = ticket.green ? t("greenLane", { lane: say(ticket.lane_name) }) : say(ticket.lane_name);
  const { rule, claim_s: claim } = ticket.reason;
  if (rule === "own_lane") return t("reasonOwnLane", { label: ticket.label, labels, lane });
  if (claim >= WHOLE_DAY_S) return t("reasonAllDay", { label: ticket.label, labels, lane });
  const best = Math.max(...passed.map((one) => one.claim_s));
  return t("reasonBefore", { label: ticket.label, labels, lane, ...claims(claim, best) });
}

/** Claims in minutes; with a decimal only where whole minutes would look equal. */
function claims(own: number, other: number): { own: string; other: string } {
  const digits = rounded(own / 60) === rounded(other / 60) ? 1 : 0;
  return { own: rounded(own / 60, digits), other: rounded(other / 60, digits) };
}

/** Who was passed over: "A012 普通，已等 41 分钟". */
export function passedWords(passed: PassedOver, lanes: readonly LaneInfo[]): string {
  const lane = lanes.find((one) => one.lane === passed.lane);
  return t("passedOver", {
    label: passed.label,
    lane: lane ? say(lane.name) : passed.lane,
    waited: span(passed.waited_s),
  });
}
