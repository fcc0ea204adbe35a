"""Deciding about the day and the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date
from datetime import timedelta
from itertools import islice

from .. import commands as c
from .. import facts as f
from ..appointments import code_for
from ..day import HORIZON_DAYS, BusinessDay, due_day, local_date
from ..day import business_day as day_of
from ..errors import (
    AppointmentsRemain,
    DateClosed,
    DateNotLater,
    DateTooFar,
    FieldNeeded,
    HallClosed,
    PlanChanged,
    PlanInvalid,
    TicketsRemain,
)
from ..plan_reading import PROBLEMS, check_served
from ..state import HallState
from ..tickets import Ticket
from .appointments import left_without, missed_by, still_to_come

CARRIED_MOST = timedelta(days=366)  # a place promised for later than this is a slip of the hand


def advance(hall: HallState, now: int) -> Iterator[f.Fact]:
    """The next thing that time alone brings: closing time passes, the day closes by itself, the next one starts.

    One step at a time: the caller asks again until nothing more is due.
    """
    day = hall.day
    running = day is not None and not hall.day_closed
    if day is not None and running:
        if now < day.closing_at:
            return
        if not hall.closing_reached:
            yield _closing(hall, day, now)
            return
        if not hall.work_remains(now):
            yield from _close_by_itself(hall, day, now)
            return
    due = due_day(hall.plan, now, after=day.date if day else None)
    if due is None:
        return
    # a hall that never rests would carry yesterday's missed numbers along for ever
    yesterday = due.date - timedelta(days=1)
    if missed := list(missed_by(hall, yesterday, now, str(c.SYSTEM))):
        yield from missed
        return
    expired = [ticket for ticket in hall.open_tickets() if hall.hold_is_over(ticket, now)]
    if expired:
        yield from _end_as_missed(expired, now)
    else:
        yield from _start(hall, due, now, [ticket.id for ticket in hall.open_tickets()] if running else [])


def _start(hall: HallState, due: BusinessDay, now: int, held: list[str]) -> Iterator[f.Fact]:
    """Who is still on post stays there; the log of posts gives each day its part."""
    system = str(c.SYSTEM)
    yield from _sign_out_all(hall, now, system)
    yield f.DayStarted(
        at=now, by=system, date=due.date.isoformat(), prepare_at=due.prepare_at,
        sessions=[list(s) for s in due.sessions], last_ticket_at=due.last_ticket_at, held_over=held,
    )  # fmt: skip
    for counter in hall.counters.values():
        if counter.post:
            yield f.CounterSignedIn(
                at=now, by=system, counter=counter.id, clerk=counter.post.clerk, role=counter.post.role
            )
            if pause := counter.pause:
                yield f.CounterPausedFact(
                    at=now, by=system, counter=counter.id, clerk=counter.post.clerk, reason=pause.reason,
                    back_at=pause.back_at,
                )  # fmt: skip


def _closing(hall: HallState, day: BusinessDay, now: int) -> f.ClosingReached:
    open_by_state: dict[str, list[str]] = {"waiting": [], "called": [], "serving": [], "parked": [], "missed": []}
    for ticket in hall.open_tickets():
        open_by_state[ticket.state].append(ticket.id)
    return f.ClosingReached(
        at=now, by=str(c.SYSTEM), date=day.date.isoformat(), closing_at=day.closing_at,
        waiting=open_by_state["waiting"], serving=open_by_state["called"] + open_by_state["serving"],
        parked=open_by_state["parked"], missed=open_by_state["missed"],
    )  # fmt: skip


def _close_by_itself(hall: HallState, day: BusinessDay, now: int) -> Iterator[f.Fact]:
    system = str(c.SYSTEM)
    yield from _end_as_missed(hall.open_tickets(), now)  # only missed numbers are left, each past its hold
    yield from missed_by(hall, day.date, now, system)
    due = due_day(hall.plan, now, after=day.date)
    if due is None or due.opens_at > day.closing_at:  # else the hall never rests, nor do its clerks
        yield from _sign_out_all(hall, now, system)
    yield f.DayClosed(at=now, by=system, date=day.date.isoformat(), how="by itself")


def _end_as_missed(tickets: list[Ticket], now: int) -> Iterator[f.Fact]:
    for ticket in tickets:
        yield f.TicketEnded(
            at=now, by=str(c.SYSTEM), ticket=ticket.id, label=ticket.label, counter=None, outcome="missed"
        )


def _sign_out_all(hall: HallState, now: int, by: str) -> Iterator[f.Fact]:
    for counter in hall.counters.values():
        if counter.post:
            yield f.CounterSignedOut(at=now, by=by, counter=counter.id, clerk=counter.post.clerk)


def tick(hall: HallState, command: c.Tick, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    """Nothing of its own: `advance` runs with every command."""
    return iter(())


def close_day(hall: HallState, command: c.CloseDay, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    """A manager closes the day; each remaining ticket gets a reason, an explanation and a later day.

    Raises HallClosed, TicketsRemain (labels left out), AppointmentsRemain (codes to come), UnknownTicket,
    TicketHasEnded, DateNotLater, DateTooFar, DateClosed, FieldNeeded.
    """
    if hall.day is None or hall.day_closed:
        raise HallClosed(next_opens_at=hall.next_opens_at(now))
    decided: dict[str, c.Remaining] = {}
    for remaining in command.remaining:
        hall.labelled(remaining.label)
        for field in ("reason", "explanation"):
            if not getattr(remaining, field).strip():
                raise FieldNeeded(field=field, label=remaining.label)
        _later(hall, remaining.on, now, remaining.label)
        decided[remaining.label] = remaining
    if ahead := still_to_come(hall, hall.day.date, now):
        raise AppointmentsRemain(codes=ahead)
    left_out = [label for label in hall.by_label if label not in decided]
    if left_out:
        raise TicketsRemain(labels=left_out)
    by = str(actor)
    for label, ticket in hall.by_label.items():
        r = decided[label]
        yield f.TicketEnded(
            at=now, by=by, ticket=ticket, label=label, counter=hall.tickets[ticket].counter, outcome="carried_over",
            reason=r.reason, explanation=r.explanation, on=r.on.isoformat(),
        )  # fmt: skip
    yield from _book_carried(hall, decided, now, by)
    for label, ticket in hall.by_label.items():
        if command.printer and (slip := decided[label].slip):
            yield f.SlipRequested(
                at=now, by=by, slip=slip, ticket=ticket, label=label, printer=command.printer, copy=1, form="carry_over"
            )
    yield from _sign_out_all(hall, now, by)
    yield from missed_by(hall, hall.day.date, now, by)
    yield f.DayClosed(at=now, by=by, date=hall.day.date.isoformat(), how="by manager")


def _book_carried(hall: HallState, decided: dict[str, c.Remaining], now: int, by: str) -> Iterator[f.Fact]:
    """A booking for each case carried over: with its code somebody checks in without a word to anybody."""
    codes = set(hall.by_code)
    for label, ticket in hall.by_label.items():
        case = hall.tickets[ticket]
        code = code_for(decided[label].chance, codes)
        codes.add(code)
        yield f.AppointmentBooked(
            at=now, by=by, appointment=ticket, code=code, service=case.service, persons=case.persons,
            date=decided[label].on.isoformat(), slot_at=None,
        )  # fmt: skip


def _later(hall: HallState, on: Date, now: int, label: str) -> None:
    """A later business day than this one, none that has gone by, none on which nobody would be there, and none that
    nobody will live to see."""
    assert hall.day is not None
    today = local_date(hall.plan, now)
    if on <= hall.day.date or on < today:
        raise DateNotLater(label=label, on=on.isoformat())
    if on - today > CARRIED_MOST:
        raise DateTooFar(label=label, on=on.isoformat())
    if day_of(hall.plan, on) is None:
        ahead = (on + timedelta(days) for days in range(1, HORIZON_DAYS))
        open_on = next((date.isoformat() for date in ahead if day_of(hall.plan, date)), None)
        raise DateClosed(label=label, on=on.isoformat(), next=open_on)


def publish_plan(hall: HallState, command: c.PublishPlan, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    """A new plan. It may not take away what open tickets or people on post need (PlanInvalid says what)."""
    plan = command.plan
    check_served(plan)
    if command.expected is not None and command.expected != hall.plan_number:
        raise PlanChanged(version=hall.plan_number)
    problems = list(islice(left_without(hall, plan, now), PROBLEMS))
    if plan.hall != hall.id:
        problems.append(("hall", f"this is the plan of {plan.hall!r}, the hall is {hall.id!r}"))
    for ticket in hall.open_tickets():
        if ticket.service not in plan.service_by_id:
            problems.append(("services", f"{ticket.service!r} still has the open number {ticket.label}"))
        if ticket.lane not in plan.lane_by_id:
            problems.append(("lanes", f"{ticket.lane!r} still has the open number {ticket.label}"))
    for counter in hall.counters.values():
        if counter.id not in plan.counter_by_id:
            if counter.post:
                problems.append(("counters", f"{counter.post.clerk} is still signed in at {counter.id!r}"))
            if counter.current:
                problems.append(("counters", f"{counter.id!r} still has {hall.tickets[counter.current].label}"))
    if problems:
        raise PlanInvalid(problems=[{"path": path, "line": None, "problem": text} for path, text in problems])
    by = str(actor)
    document = plan.model_dump(mode="json", exclude_unset=True)
    yield f.PlanPublished(at=now, by=by, number=hall.plan_number + 1, plan=document)
    if hall.day is not None and not hall.day_closed:
        today = day_of(plan, hall.day.date)
        if today is not None and today != hall.day:
            yield f.DayRescheduled(
                at=now, by=by, date=today.date.isoformat(), prepare_at=today.prepare_at,
                sessions=[list(s) for s in today.sessions], last_ticket_at=today.last_ticket_at,
            )  # fmt: skip
