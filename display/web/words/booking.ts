/** The words of booking a time, and of an appointment and its states. */

import { makeWords } from "@queue/client";

import { joined } from "../texts/joined.ts";
import * as phone from "../texts/phone.ts";
import * as booking from "../texts/booking.ts";

export const { t, text, say, language } = makeWords(joined(phone, booking), "phone");

export const BOOKING_STATES = {
  booked: "stateBooked",
  checked_in: "stateCheckedIn",
  cancelled: "stateCancelledBooking",
  missed: "stateMissedBooking",
} as const;
