"""What the rules refuse. Each error has a stable code and data; it changes nothing and knows no HTTP."""

from __future__ import annotations

from typing import ClassVar


class HallError(Exception):
    """A command that the rules refuse. `data` is JSON-able and safe to show to whoever sent the command."""

    code: ClassVar[str] = "hall-error"

    def __init__(self, **data: object) -> None:
        self.data = data
        super().__init__(self.code, data)

    def __str__(self) -> str:
        return f"{self.code} {self.data}" if self.data else self.code


class UnknownHall(HallError):
    code = "unknown-hall"


class UnknownService(HallError):
    code = "unknown-service"


class UnknownLane(HallError):
    code = "unknown-lane"


class UnknownCounter(HallError):
    code = "unknown-counter"


class UnknownTicket(HallError):
    code = "unknown-ticket"


class UnknownSlip(HallError):
    code = "unknown-slip"


class HallClosed(HallError):
    """No business day is running; `next_opens_at` says when one will."""

    code = "hall-closed"


class TicketsClosed(HallError):
    """The last-ticket time has passed; staff can still admit, with a reason."""

    code = "tickets-closed"


class QuotaReached(HallError):
    """All numbers of this session are given; `more_at`: when there are more today, None when there are not."""

    code = "quota-reached"


class NotBookable(HallError):
    """The hall takes no appointments for this service."""

    code = "not-bookable"


class UnknownSlot(HallError):
    """Not one of the times that can be booked: gone by, too far ahead, or none of the plan's; `last`: the last day."""

    code = "unknown-slot"


class AlreadyBooked(HallError):
    """Who books by phone has one booking of a service at a time."""

    code = "already-booked"


class SlotFull(HallError):
    """As many as the plan allows have booked this time; `next_at` is the next one of that day with room, or None."""

    code = "slot-full"


class UnknownAppointment(HallError):
    code = "unknown-appointment"


class AppointmentOver(HallError):
    """It has come (`label` is its number), was cancelled, its day has gone by, or its service is no longer to be had
    here (moved): `state` says which."""

    code = "appointment-over"


class AppointmentNotYet(HallError):
    """It can be checked in from `from_at` on; its time is `slot_at`, or any of the day `on`."""

    code = "appointment-not-yet"


class TakenAtOutOfRange(HallError):
    """A number written by hand was taken on the running day: from `from_at` on, and not after `to_at`."""

    code = "taken-at-out-of-range"


class ReasonNeeded(HallError):
    code = "reason-needed"


class FieldNeeded(HallError):
    """This outcome asks for one more fact; `field` names it."""

    code = "field-needed"


class ApprovalNeeded(HallError):
    code = "approval-needed"


class PersonsOutOfRange(HallError):
    code = "persons-out-of-range"


class IdNumberNeeded(HallError):
    """The hall gives one number to a person: without an id number only staff give one."""

    code = "id-number-needed"


class AlreadyHolding(HallError):
    """The person has an open number of this service: `label`, which is `state`."""

    code = "already-holding"


class IdNumberInvalid(HallError):
    """The number itself is never part of the error."""

    code = "id-number-invalid"


class NotSignedInHere(HallError):
    code = "not-signed-in-here"


class ClerkElsewhere(HallError):
    code = "clerk-elsewhere"


class CounterTaken(HallError):
    code = "counter-taken"


class CounterPaused(HallError):
    code = "counter-paused"


class CounterNotPaused(HallError):
    code = "counter-not-paused"


class CounterOccupied(HallError):
    """The counter has a citizen, called or being served; `label` names the number."""

    code = "counter-occupied"


class CounterIdle(HallError):
    code = "counter-idle"


class CounterDoesNotServe(HallError):
    code = "counter-does-not-serve"


class StalePress(HallError):
    """The press was meant for `label`; the counter has `current` by now (None: nobody)."""

    code = "stale-press"


class IllegalMove(HallError):
    """The ticket's state does not allow this; `state` and `move` say which."""

    code = "illegal-move"


class RecallTooSoon(HallError):
    code = "recall-too-soon"


class NoShowTooSoon(HallError):
    """They are still to be called `recalls_left` times, and have until `again_at` (None: until now) to come."""

    code = "no-show-too-soon"


class HelpOver(HallError):
    """Somebody goes there already."""

    code = "help-over"


class RatingOutOfRange(HallError):
    code = "rating-out-of-range"


class AlreadyRated(HallError):
    """A visit is rated once."""

    code = "already-rated"


class UnknownOutcome(HallError):
    code = "unknown-outcome"


class NothingToCarry(HallError):
    """The ticket was not carried over, its case has come already (`label`: its number), or not for this service or on
    this day: `service` and `on` say for which."""

    code = "nothing-to-carry"


class TicketsRemain(HallError):
    """Closing the day must name every open ticket; `labels` are those left out."""

    code = "tickets-remain"


class AppointmentsRemain(HallError):
    """Some are still to come today; `codes` are theirs. Each is cancelled first, and its holder told."""

    code = "appointments-remain"


class DateNotLater(HallError):
    code = "date-not-later"


class DateClosed(HallError):
    """The hall is closed on this day; `next` is the first one after it on which it is open, or None."""

    code = "date-closed"


class DateTooFar(HallError):
    code = "date-too-far"


class PlanChanged(HallError):
    """Somebody has published another plan meanwhile; `version` is its number."""

    code = "plan-changed"


class PlanInvalid(HallError):
    """`problems`: a list of {path, line, problem}; line is None when the plan came as JSON."""

    code = "plan-invalid"


class UnknownBulletin(HallError):
    code = "unknown-bulletin"


class TooManyBulletins(HallError):
    """`most`: how many boards show beside each other."""

    code = "too-many-bulletins"


class UntilPast(HallError):
    """A bulletin would be gone before anybody had read it. `until_at`: the end that was asked for."""

    code = "until-past"
