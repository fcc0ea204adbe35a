"""Folding what happens to the plan and the day."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta

from .. import facts as f
from ..counters import CounterState, ForecastTally
from ..day import BusinessDay, forget_days
from ..plan import Plan
from ..state import HallState
from ..tickets import AtClosing
from . import slips
from .appointments import forget_past


def plan_published(hall: HallState, fact: f.PlanPublished) -> None:
    hall.plan = Plan.model_validate(fact.plan)
    hall.plan_number = fact.number
    hall.waiting.lanes = hall.plan.lane_by_id
    hall.learned.forget_others(hall.plan)
    old = hall.counters
    hall.counters = {c.id: old.get(c.id) or CounterState(c.id) for c in hall.plan.counters}


def day_started(hall: HallState, fact: f.DayStarted) -> None:
    take_hours(hall, fact)
    forget_days(hall.plan, Date.fromisoformat(fact.date) - timedelta(days=2))
    hall.day_closed = hall.closing_reached = False
    hall.tickets = {ticket: hall.tickets[ticket] for ticket in fact.held_over}
    hall.numbers = {}
    hall.issued_today = 0
    hall.given = {}
    hall.tallies = {}
    hall.forecasts = ForecastTally()
    hall.calls.clear()
    if hall.day is not None:
        forget_past(hall, hall.day.date)
    hall.carried_missed_before, hall.carried_missed = hall.carried_missed, 0
    slips.forget_past(hall)
    for counter in hall.counters.values():
        counter.served = 0


def take_hours(hall: HallState, fact: f.DayStarted | f.DayRescheduled) -> None:
    hall.day = BusinessDay(
        date=Date.fromisoformat(fact.date),
        prepare_at=fact.prepare_at,
        sessions=tuple((opens, closes) for opens, closes in fact.sessions),
        last_ticket_at=fact.last_ticket_at,
    )
    if fact.at < hall.day.closing_at:  # a new plan may move closing time on after it had passed
        hall.closing_reached = False
        for ticket in hall.tickets.values():
            if ticket.date == hall.day.date:
                ticket.at_closing = None


def closing_reached(hall: HallState, fact: f.ClosingReached) -> None:
    hall.closing_reached = True
    states: tuple[tuple[AtClosing, list[str]], ...] = (
        ("waiting", fact.waiting), ("serving", fact.serving), ("parked", fact.parked), ("missed", fact.missed),
    )  # fmt: skip
    for state, tickets in states:
        for ticket in tickets:
            held_over = hall.tickets[ticket].at_closing is not None  # it is a late case of the day before
            if not held_over:
                hall.tickets[ticket].at_closing = state


def day_closed(hall: HallState, fact: f.DayClosed) -> None:
    hall.day_closed = True
