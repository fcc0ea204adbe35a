"""The day: hours of a date as instants, and what state a business day is in.

preparing -> open (break between sessions) -> last_tickets -> extended -> closed. The state is a function of
the day's instants, the time and whether work remains, so a restart at any moment changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime, time, timedelta
from itertools import pairwise

from .instants import MINUTE, from_datetime, to_datetime
from .plan import Plan

HORIZON_DAYS = 60


@dataclass(frozen=True, slots=True)
class BusinessDay:
    """The instants of one business day, microseconds."""

    date: Date
    prepare_at: int
    sessions: tuple[tuple[int, int], ...]  # opens, closes
    last_ticket_at: int

    @property
    def opens_at(self) -> int:
        return self.sessions[0][0]

    @property
    def closing_at(self) -> int:
        return self.sessions[-1][1]


def session_opened(day: BusinessDay | None, at: int) -> int:
    """When the session that runs at this moment, or the last one before it, opened; 0 when there was none."""
    return max((opens for opens, _ in day.sessions if opens <= at), default=0) if day else 0


def break_of(day: BusinessDay | None, at: int) -> tuple[int, int] | None:
    """The break between two sessions that runs at this moment: when it began, and when the next session opens."""
    for (_, closes), (opens, _) in pairwise(day.sessions if day else ()):
        if closes <= at < opens:
            return closes, opens
    return None


def business_day(plan: Plan, date: Date) -> BusinessDay | None:
    """The hall's business day of a local date, or None when it is closed on it."""
    if date not in plan.days_known:
        plan.days_known[date] = _business_day(plan, date)
    return plan.days_known[date]  # type: ignore[no-any-return]


def forget_days(plan: Plan, before: Date) -> None:
    """What was made of the dates before this one is no longer asked for every moment."""
    for date in [date for date in plan.days_known if date < before]:
        del plan.days_known[date]


def _business_day(plan: Plan, date: Date) -> BusinessDay | None:
    sessions = sorted(span_on(plan, date, span) for span in plan.hours.on(date))
    if not sessions:
        return None
    closing_at = sessions[-1][1]
    tomorrow = date + timedelta(days=1)
    goes_on = closing_at in (span_on(plan, tomorrow, span)[0] for span in plan.hours.on(tomorrow))
    return BusinessDay(
        date=date,
        prepare_at=sessions[0][0] - plan.hours.prepare_min * MINUTE,
        sessions=tuple(sessions),
        # a hall that goes on with the next day has no last number of this one
        last_ticket_at=closing_at if goes_on else closing_at - plan.hours.last_ticket_min * MINUTE,
    )


def span_on(plan: Plan, date: Date, span: str) -> tuple[int, int]:
    start, end = span.split("-")
    opens = _local(plan, date, start)
    closes = _local(plan, date, end)
    if closes <= opens:  # past midnight
        closes = _local(plan, date + timedelta(days=1), end)
    return opens, closes


def _local(plan: Plan, date: Date, clock: str) -> int:
    hour, minute = int(clock[:2]), int(clock[3:])
    if hour == 24:
        date, hour = date + timedelta(days=1), 0
    return from_datetime(datetime.combine(date, time(hour, minute), tzinfo=plan.zone))


def session_at(day: BusinessDay, now: int) -> int:
    """Which session of the day one who comes now comes for: the running one, or the next; else the last."""
    return next((n for n, (_, closes) in enumerate(day.sessions) if now < closes), len(day.sessions) - 1)


def local_date(plan: Plan, now: int) -> Date:
    return to_datetime(now).astimezone(plan.zone).date()


def due_day(plan: Plan, now: int, after: Date | None) -> BusinessDay | None:
    """The business day that should be running now: prepared already, not over, and later than `after`.

    Yesterday's counts too (a night session), and tomorrow's (prepared before midnight). A day is not prepared
    while the day before it is still within its hours.
    """
    today = local_date(plan, now)
    found = None
    for date in (today - timedelta(days=1), today, today + timedelta(days=1)):
        day = business_day(plan, date)
        if day is not None and begins_at(plan, day) <= now < day.closing_at and (after is None or date > after):
            found = day
    return found


def begins_at(plan: Plan, day: BusinessDay) -> int:
    """From when a business day may run: its preparation, but not before the day before it is over (which may be two
    dates earlier, with a night session)."""
    earlier = (business_day(plan, day.date - timedelta(days=days)) for days in (1, 2))
    return max(day.prepare_at, max((before.closing_at for before in earlier if before), default=0))


def next_opening(plan: Plan, now: int, after: Date | None = None) -> int | None:
    """When a session next opens after now, on a day later than `after`; None within two months."""
    today = local_date(plan, now)
    for offset in range(-1, HORIZON_DAYS):
        date = today + timedelta(days=offset)
        day = business_day(plan, date) if after is None or date > after else None
        for opens, _ in day.sessions if day else ():
            if opens > now:
                return opens
    return None


def phase(day: BusinessDay | None, now: int, closed: bool, work_remains: bool) -> str:
    """The day's state in one of the contract's words."""
    if day is None or closed or now < day.prepare_at:
        return "closed"
    if now < day.opens_at:
        return "preparing"
    if now >= day.closing_at:
        return "extended" if work_remains else "closed"
    if now >= day.last_ticket_at:
        return "last_tickets"
    return "open" if any(opens <= now < closes for opens, closes in day.sessions) else "break"
