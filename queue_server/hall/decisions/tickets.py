"""Deciding about numbers: issue, cancel, rejoin, rate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from .. import commands as c
from .. import facts as f
from ..appointments import Appointment
from ..counters import Carried
from ..day import session_at
from ..errors import (
    AlreadyHolding,
    AlreadyRated,
    AppointmentOver,
    ApprovalNeeded,
    HallClosed,
    IdNumberNeeded,
    IllegalMove,
    NothingToCarry,
    PersonsOutOfRange,
    QuotaReached,
    RatingOutOfRange,
    ReasonNeeded,
    TakenAtOutOfRange,
    TicketsClosed,
    UnknownLane,
    UnknownService,
)
from ..forecast import for_the_next_session, manned, told_now
from ..learned import ToldFields
from ..plan import APPOINTMENT, CARRIED_OVER, ORDINARY, Lane
from ..state import HallState
from ..tickets import RATINGS, Ticket, label_of
from .appointments import arriving, counted_from, promised


def issue(hall: HallState, command: c.IssueTicket, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    """Give the next number of the service's series; for who has booked, the check-in. A number that was written by
    hand while the hall could not be asked is entered afterwards, and counts from its own time.

    Raises UnknownService, UnknownLane, PersonsOutOfRange, HallClosed, TicketsClosed, ReasonNeeded,
    ApprovalNeeded, NothingToCarry, QuotaReached, UnknownAppointment, AppointmentOver, AppointmentNotYet,
    IdNumberNeeded, AlreadyHolding, TakenAtOutOfRange.
    """
    command = _for_a_case(hall, command)
    booking = arriving(hall, command.appointment, now) if command.appointment else None
    service = hall.plan.service_by_id.get(booking.service if booking else command.service)
    if service is None:
        raise UnknownService(service=command.service)
    most = hall.plan.limits.persons
    if not 1 <= command.persons <= most:
        raise PersonsOutOfRange(persons=command.persons, most=most)
    late = _admit(hall, command, booking, now)
    lane = _lane(hall, command)
    case = _case(hall, command)
    entered = command.taken_at is not None
    beyond = not (booking or case or lane.approval or entered) and left_of(hall, service.id, now) == 0
    if beyond and not command.may_admit:
        raise QuotaReached(service=service.id, quota=service.quota, more_at=more_at(hall, now))
    if beyond and not (command.reason or "").strip():
        raise ReasonNeeded(service=service.id, quota=service.quota)
    if hall.plan.limits.one_per_person and not (booking or case):
        _one_each(hall, command, service.id)
    if command.ticket in hall.tickets:
        raise IllegalMove(move="issue", ticket=command.ticket)
    assert hall.day is not None
    number = hall.numbers.get(service.series, 0) + 1
    while label_of(service.series, number) in hall.by_label:  # still held by a ticket of the day before
        number += 1
    label = label_of(service.series, number)
    by = str(actor)
    promise = case or booking
    came = now if command.taken_at is None else command.taken_at
    since = counted_from(hall, booking, came) if booking else came
    yield f.TicketIssued(
        at=now, by=by, ticket=command.ticket, label=label, series=service.series, number=number, service=service.id,
        lane=lane.id, persons=promise.persons if promise else command.persons, counted_from=since,
        date=hall.day.date.isoformat(), late=late,
        reason=command.reason if late or beyond or entered or lane.approval else None,
        approved_by=by if lane.approval else None, carried_from=command.carried_from,
        told=_told(hall, command, lane, now) if since <= now and not entered else None,  # who is early is no newcomer
        more_time=command.more_time or lane.more_time, appointment=command.appointment, taken_at=command.taken_at,
    )  # fmt: skip
    if command.printer and command.slip:
        yield f.SlipRequested(
            at=now, by=by, slip=command.slip, ticket=command.ticket, label=label, printer=command.printer, copy=1
        )


def _for_a_case(hall: HallState, command: c.IssueTicket) -> c.IssueTicket:
    """The booking of a case carried over is taken up as that case. Raises UnknownAppointment, AppointmentOver."""
    booking = hall.appointment(command.appointment) if command.appointment else None
    if booking is None or not booking.carried:
        return command
    if booking.service not in hall.plan.service_by_id and booking.state == "booked":  # the desk takes it up as another
        raise AppointmentOver(state="moved", label=None)
    return replace(command, service=booking.service, appointment=None, carried_from=booking.id)


def _one_each(hall: HallState, command: c.IssueTicket, service: str) -> None:
    """Staff see who stands before them; a machine knows people by their id numbers."""
    if command.held is None and not command.may_admit:
        raise IdNumberNeeded()
    for ticket in command.held or ():
        held = hall.tickets.get(ticket)
        if held is not None and held.state != "ended" and held.service == service:
            raise AlreadyHolding(service=service, label=held.label, state=held.state)


def left_of(hall: HallState, service: str, now: int) -> int | None:
    quota = hall.plan.service_by_id[service].quota
    if quota is None or hall.day is None:
        return quota
    session, given = hall.given.get(service, (0, 0))
    return max(0, quota - given) if session == session_at(hall.day, now) else quota


def more_at(hall: HallState, now: int) -> int | None:
    if hall.day is None:
        return None
    coming = hall.day.sessions[session_at(hall.day, now) + 1 :]
    return coming[0][0] if coming else None


def _told(hall: HallState, command: c.IssueTicket, lane: Lane, now: int) -> ToldFields | None:
    told = (command.told or {}).get(lane.id)
    if for_the_next_session(hall, now, now):
        return None
    if not told or not manned(hall, command.service, lane.id):
        return None
    if command.told_at is not None:
        told = told_now(hall, command.service, lane.id, told, command.told_at)
    return told.fields()


def _case(hall: HallState, command: c.IssueTicket) -> Carried | None:
    """The case that was promised a first place: of this service, on this day or later; of any service when the
    plan no longer has its own."""
    if command.carried_from is None:
        return None
    case = hall.carried.get(command.carried_from)
    if case is None:
        booking = hall.appointments.get(command.carried_from)
        raise NothingToCarry(ticket=command.carried_from, label=booking.label if booking else None)
    assert hall.day is not None
    moved = case.service not in hall.plan.service_by_id
    if (command.service != case.service and not moved) or hall.day.date.isoformat() < case.on:
        raise NothingToCarry(ticket=case.ticket, service=case.service, on=case.on)
    return case


def _lane(hall: HallState, command: c.IssueTicket) -> Lane:
    if command.carried_from is not None:
        return hall.plan.lane_by_id[CARRIED_OVER]
    if command.lane is None and command.appointment is not None:
        return hall.plan.lane_by_id[APPOINTMENT]
    if command.lane is None:
        by_age = hall.plan.lane_for_age(command.age) if command.age is not None else None
        return by_age or hall.plan.lane_by_id[ORDINARY]
    lane = hall.plan.lane_by_id.get(command.lane)
    if lane is None:
        raise UnknownLane(lane=command.lane)
    booked = lane.id == APPOINTMENT and hall.plan.appointments is not None and command.appointment is None
    if lane.id == CARRIED_OVER or ((lane.approval or booked) and not command.may_approve):
        raise ApprovalNeeded(lane=lane.id)
    if lane.approval and not (command.reason or "").strip():
        raise ReasonNeeded(lane=lane.id)
    return lane


def _admit(hall: HallState, command: c.IssueTicket, booking: Appointment | None, now: int) -> bool:
    """Whether this is a late admission; raises when nobody can be admitted now."""
    phase = hall.phase(now)
    if phase == "closed":
        raise HallClosed(next_opens_at=hall.next_opens_at(now))
    if command.taken_at is not None:
        return _entered_late(hall, command, command.taken_at, now)
    if phase not in ("last_tickets", "extended") or promised(hall, booking, now):
        return False
    if not command.may_admit:
        raise TicketsClosed(next_opens_at=hall.next_opens_at(now))
    if not (command.reason or "").strip():
        raise ReasonNeeded()
    return True


def _entered_late(hall: HallState, command: c.IssueTicket, taken_at: int, now: int) -> bool:
    """Whether a number written by hand was a late admission."""
    assert hall.day is not None
    if not (command.reason or "").strip():
        raise ReasonNeeded()
    if not hall.day.prepare_at <= taken_at <= now:
        raise TakenAtOutOfRange(from_at=hall.day.prepare_at, to_at=now)
    return taken_at >= hall.day.last_ticket_at


def cancel(hall: HallState, command: c.CancelTicket, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    """The citizen gives the number back."""
    return _cancel(hall.ticket(command.ticket), actor, now)


def cancel_at_desk(hall: HallState, command: c.CancelLabel, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    return _cancel(hall.labelled(command.label), actor, now)


def _cancel(ticket: Ticket, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    ticket.check("cancel")
    yield f.TicketEnded(
        at=now, by=str(actor), ticket=ticket.id, label=ticket.label, counter=ticket.counter, outcome="cancelled"
    )


def rejoin(hall: HallState, command: c.RejoinTicket, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    """Who missed the call reports again, and waits behind the next few of the service."""
    return _rejoin(hall, hall.ticket(command.ticket), actor, now)


def rejoin_at_desk(hall: HallState, command: c.RejoinLabel, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    return _rejoin(hall, hall.labelled(command.label), actor, now)


def _rejoin(hall: HallState, ticket: Ticket, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    ticket.check("rejoin")
    if hall.day_closed:
        raise HallClosed(next_opens_at=hall.next_opens_at(now))
    yield f.TicketRejoined(
        at=now, by=str(actor), ticket=ticket.id, label=ticket.label, behind=next_few(hall, ticket, now)
    )


def rate(hall: HallState, command: c.RateTicket, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    """The citizen rates the visit: once, after somebody served them, until the next business day begins."""
    ticket = hall.ticket(command.ticket)
    if command.level not in RATINGS:
        raise RatingOutOfRange(level=command.level)
    if ticket.rating is not None:
        raise AlreadyRated(label=ticket.label)
    if not ticket.may_rate:
        raise IllegalMove(label=ticket.label, state=ticket.state, move="rate")
    yield f.TicketRated(at=now, by=str(actor), ticket=ticket.id, label=ticket.label, level=command.level)


def next_few(hall: HallState, ticket: Ticket, now: int) -> list[str]:
    """Who goes before a ticket that reports again: the next `rejoin_behind` of its service, as far as whoever
    may call it may call them."""
    turns = hall.waiting.in_order([ticket.service], now, lambda _, only: only in (None, ticket.only_counter))
    return [rank[2] for _, rank in islice(turns, hall.plan.limits.rejoin_behind)]
