/** The words of the phone ticket, of its states and of how it ended. */

import { makeWords } from "@queue/client";

import * as phone from "../texts/phone.ts";
import * as ticket from "../texts/ticket.ts";

export const { t, text, say, language } = makeWords(
  { zh: { ...phone.zh, ...ticket.zh }, en: { ...phone.en, ...ticket.en } },
  "phone",
);

export const STATES = {
  waiting: "stateWaiting",
  called: "stateCalled",
  serving: "stateServing",
  parked: "stateParked",
  missed: "stateMissed",
  ended: "stateEnded",
} as const;

export const OUTCOMES = {
  done: "outcomeDone",
  accepted: "outcomeAccepted",
  notice_given: "outcomeNoticeGiven",
  refused: "outcomeRefused",
  referred: "outcomeReferred",
  cancelled: "outcomeCancelled",
  missed: "outcomeMissed",
  carried_over: "outcomeCarriedOver",
} as const;
