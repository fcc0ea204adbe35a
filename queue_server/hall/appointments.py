"""Appointments: the times that can be booked, and what is known of a booking.

A booking is a promise and no number: who comes checks in, is given a number as everybody else, and waits in the same
queue, counted from the time booked. Nobody is called before the check-in.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from typing import Literal

from .day import HORIZON_DAYS, begins_at, business_day, local_date, span_on
from .instants import MINUTE
from .plan import Plan

State = Literal["booked", "checked_in", "cancelled", "missed"]
CODES = 1_000_000


@dataclass(slots=True)
class Appointment:
    """`slot_at` None: a case carried over, which has the first place at any time of its day, and for some days after
    it (`kept_until`)."""

    id: str  # of a case carried over: its ticket's
    code: str  # six digits, which nobody else has as long as this hall knows it
    service: str
    persons: int
    date: Date
    slot_at: int | None
    booked_at: int
    booked_by: str
    state: State = "booked"
    ticket: str | None = None  # the number it became
    label: str | None = None
    reason: str | None = None  # of its cancellation

    @property
    def carried(self) -> bool:
        return self.slot_at is None


@dataclass(frozen=True, slots=True)
class Slot:
    """One time that can be booked. Instants in microseconds; `left`: how many more may book it."""

    starts_at: int
    ends_at: int
    left: int


def times_on(plan: Plan, service: str, date: Date) -> list[tuple[int, int]]:
    """(begin, end) of every time of a date that the plan lets people book for a service, gone by or not."""
    bookable = plan.bookable(service)
    day = business_day(plan, date)
    if bookable is None or day is None:
        return []
    spans = sorted(span_on(plan, date, span) for span in bookable.hours) or list(day.sessions)
    length = bookable.slot_min * MINUTE
    return [
        (begin, begin + length)
        for first, last in spans
        for begin in range(first, last - length + 1, length)
        if begin < day.last_ticket_at and any(opens <= begin < closes for opens, closes in day.sessions)
    ]


def check_in_from(plan: Plan, date: Date, slot_at: int) -> int:
    """From when a time of a date can be checked in: the plan's minutes before it, once its day has begun."""
    from_at = slot_at - (plan.appointments.early_us if plan.appointments else 0)
    day = business_day(plan, date)
    return from_at if day is None else max(from_at, begins_at(plan, day))


def on_time_until(plan: Plan, date: Date, slot_at: int) -> int:
    """Until when a check-in counts from the time booked: the plan's grace after it, and not after closing time."""
    day = business_day(plan, date)
    until = slot_at + (plan.appointments.grace_us if plan.appointments else 0)
    return until if day is None else min(until, day.closing_at)


def kept_until(plan: Plan, on: Date) -> Date:
    """The last day on which a case carried over to `on` can be taken up: so many business days after it (plan).

    A hall that hardly ever opens keeps it for so many weeks and two months.
    """
    left = plan.limits.carried_days
    last = on + timedelta(days=7 * left + HORIZON_DAYS)
    date = on
    while left and date < last:
        date += timedelta(days=1)
        left -= business_day(plan, date) is not None
    return date


def last_date(plan: Plan, now: int) -> Date:
    """The last day that can be booked today."""
    return local_date(plan, now) + timedelta(days=plan.appointments.ahead_days if plan.appointments else 0)


def code_for(chance: int, taken: Container[str]) -> str:
    """The first six digits from `chance` on that are not taken."""
    return next(code for step in range(CODES) if (code := f"{(chance + step) % CODES:06d}") not in taken)
