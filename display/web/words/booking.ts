/** The words of booking a time, and of an appointment and its states. */

import { makeWords } from "@queue/client";

import * as phone from "../texts/phone.ts";
import * as booking from "../texts/booking.ts";

export const { t, text, say, language } = makeWords(
  { zh: { ...phone.zh, ...booking.zh }, en: { ...phone.en, ...booking.en } },
  "phone",
);

export const BOOKING_STATES = {
  booked: "stateBooked",
  checked_in: "stateCheckedIn",
  cancelled: "stateCancelledBooking",
  missed: "stateMissedBooking",
} as const;
