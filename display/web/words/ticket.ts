/** The words of the phone ticket, of its states and of how it ended. */

import { makeWords } from "@queue/client";

import { joined } from "../texts/joined.ts";
import * as phone from "../texts/phone.ts";
import * as ticket from "../texts/ticket.ts";

export const { t, text, say, language } = makeWords(joined(phone, ticket), "phone");

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
