"""Folding what happens to a number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date

from .. import facts as f
from ..counters import Call, Carried, ServiceTally
from ..day import session_at, session_opened
from ..learned import Told
from ..state import HallState
from ..tickets import SERVED_OUTCOMES, Ticket, Turn
from . import slips
from .appointments import checked_in


def issued(hall: HallState, fact: f.TicketIssued) -> None:
    taken_at = fact.at if fact.taken_at is None else fact.taken_at
    hall.issued_ever += 1
    hall.issued_today += 1
    hall.numbers[fact.series] = fact.number
    hall.carried.pop(fact.carried_from or "", None)
    checked_in(hall, fact)
    ticket = Ticket(
        id=fact.ticket,
        label=fact.label,
        series=fact.series,
        number=fact.number,
        ordinal=hall.issued_ever,
        date=Date.fromisoformat(fact.date),
        lane=fact.lane,
        persons=fact.persons,
        issued_at=taken_at,
        turns=[Turn(1, fact.service, taken_at, fact.counted_from)],
        issued_by=fact.by,
        late=fact.late,
        issue_reason=fact.reason,
        approved_by=fact.approved_by,
        carried_from=fact.carried_from,
        told=Told(**fact.told) if fact.told else None,
        more_time=fact.more_time,
        appointment=fact.appointment,
        entered_at=fact.at if fact.taken_at is not None else None,
    )
    hall.tickets[ticket.id] = ticket
    hall.by_label[ticket.label] = ticket.id
    _queue(hall, ticket)
    if hall.day is not None and fact.appointment is None:  # a quota is for those who come without one
        session = session_at(hall.day, taken_at)
        before, given = hall.given.get(fact.service, (session, 0))
        if before <= session:
            hall.given[fact.service] = (session, given + 1 if before == session else 1)
    _count(hall, ticket.service).issued += 1
    hall.learned.arrived(taken_at, fact.service, fact.lane)
    if hall.closing_reached and hall.day is not None and taken_at < hall.day.closing_at:
        ticket.at_closing = "waiting"  # nobody knew


def called(hall: HallState, fact: f.TicketCalled) -> None:
    ticket = hall.tickets[fact.ticket]
    _leave(hall, ticket, fact.at)
    turn = ticket.turn
    if ticket.first_called_at is None:
        ticket.first_called_at = fact.at
        if ticket.told is not None:
            told, waited = ticket.told, fact.at - ticket.issued_at
            hall.learned.happened(ticket.lane, told, waited)
            hall.forecasts.judge(told.low_us, told.mid_us, told.high_us, waited)
    counter = hall.counters[fact.counter]
    if turn.called_at is None:
        hall.learned.reacted(counter.let_wait_us)
    turn.counter, turn.clerk = fact.counter, fact.clerk
    if turn.started_at is None:  # one that was parked keeps the call that led to its serving
        turn.called_at = fact.at
        turn.reason = fact.reason
    _return(turn, fact.at)
    turn.recalls = 0
    ticket.state = "called"
    ticket.last_called_at = fact.at
    counter.current, counter.since, counter.let_wait_us = ticket.id, fact.at, 0
    _announce(hall, fact, recall=False)


def recalled(hall: HallState, fact: f.TicketRecalled) -> None:
    ticket = hall.tickets[fact.ticket]
    ticket.turn.recalls += 1
    ticket.last_called_at = fact.at
    _announce(hall, fact, recall=True)


def started(hall: HallState, fact: f.TicketStarted) -> None:
    ticket = hall.tickets[fact.ticket]
    ticket.state = "serving"
    turn = ticket.turn
    if turn.started_at is None:
        turn.started_at = fact.at
        tally = _count(hall, turn.service)
        tally.started += 1
        tally.waited_us += (turn.called_at or fact.at) - turn.waiting_from


def missed(hall: HallState, fact: f.TicketMissed) -> None:
    ticket = hall.tickets[fact.ticket]
    _leave(hall, ticket, fact.at)
    ticket.state = "missed"
    ticket.misses = fact.misses
    ticket.missed_at = fact.at
    if ticket.turn.started_at is not None:
        ticket.turn.away_at = fact.at
    hall.missed[ticket.id] = None


def rejoined(hall: HallState, fact: f.TicketRejoined) -> None:
    ticket = hall.tickets[fact.ticket]
    _leave(hall, ticket, fact.at)
    ticket.missed_at = None
    ticket.turn.counter = None
    _queue(hall, ticket, fact.behind)


def parked(hall: HallState, fact: f.TicketParked) -> None:
    ticket = hall.tickets[fact.ticket]
    _leave(hall, ticket, fact.at)
    ticket.state = "parked"
    hall.parked[ticket.id] = None
    ticket.note = ticket.turn.note = fact.reason
    ticket.turn.away_at = fact.at


def unparked(hall: HallState, fact: f.TicketUnparked) -> None:
    ticket = hall.tickets[fact.ticket]
    _leave(hall, ticket, fact.at)
    ticket.only_counter = fact.counter
    _queue(hall, ticket)


def transferred(hall: HallState, fact: f.TicketTransferred) -> None:
    ticket = hall.tickets[fact.ticket]
    _leave(hall, ticket, fact.at)
    _end_turn(hall, ticket, fact.at, "transferred")
    last = ticket.turn
    last.note = fact.note or last.note
    ticket.turns.append(Turn(last.number + 1, fact.service, fact.at, last.counted_from))
    ticket.only_counter = fact.to_counter
    ticket.note = fact.note
    _queue(hall, ticket)


def ended(hall: HallState, fact: f.TicketEnded) -> None:
    ticket = hall.tickets[fact.ticket]
    _leave(hall, ticket, fact.at, gave_up=fact.outcome == "cancelled")
    _end_turn(hall, ticket, fact.at, fact.outcome)
    ticket.state = "ended"
    ticket.turn.note = fact.note or ticket.turn.note
    ticket.outcome, ticket.ended_at = fact.outcome, fact.at
    ticket.end_reason, ticket.referred_to, ticket.explanation = fact.reason, fact.to, fact.explanation
    del hall.by_label[ticket.label]
    slips.ended(hall, ticket.id)
    _count(hall, ticket.service).ended += 1
    if fact.on:
        ticket.on = Date.fromisoformat(fact.on)
        hall.carried[ticket.id] = Carried(
            ticket.id, ticket.label, ticket.service, ticket.persons, ticket.date.isoformat(),
            fact.on, fact.reason or "",
        )  # fmt: skip


def rated(hall: HallState, fact: f.TicketRated) -> None:
    hall.tickets[fact.ticket].rating = fact.level


def _count(hall: HallState, service: str) -> ServiceTally:
    return hall.tallies.setdefault(service, ServiceTally())


def _queue(hall: HallState, ticket: Ticket, behind: Iterable[str] = ()) -> None:
    ticket.state = "waiting"
    hall.waiting.add(ticket.service, ticket.lane, ticket.only_counter, ticket.rank, behind)


def _leave(hall: HallState, ticket: Ticket, at: int, gave_up: bool = False) -> None:
    """Take the ticket from where it is: the queue, its counter, the missed or the parked."""
    if ticket.state == "waiting":
        hall.waiting.remove(ticket.id)
        _let_wait(hall, ticket, at)
        hall.learned.waited(at - ticket.turn.waiting_from, gave_up)
    elif ticket.state == "missed":
        del hall.missed[ticket.id]
    elif ticket.state == "parked":
        del hall.parked[ticket.id]
    elif ticket.state in ("called", "serving"):
        counter = hall.counters[ticket.counter or ""]
        hall.learned.held(ticket.service, at - counter.since)
        counter.current, counter.since, counter.let_wait_us = None, at, 0


def _let_wait(hall: HallState, ticket: Ticket, at: int) -> None:
    """Counters that could have called it while it waited, and did not."""
    known_from = max(ticket.turn.waiting_from, ticket.entered_at or 0, session_opened(hall.day, at))
    for counter in hall.counters.values():
        if counter.current is None and counter.post is not None and counter.pause is None:
            of = hall.plan.counter_by_id[counter.id]
            if ticket.service in of.serves and of.open_for(ticket.lane):
                counter.let_wait_us += max(0, at - max(counter.since, counter.let_wait_to, known_from))
                counter.let_wait_to = at


def _announce(hall: HallState, fact: f.TicketCalled | f.TicketRecalled, recall: bool) -> None:
    hall.call_seq += 1
    service = hall.tickets[fact.ticket].service
    hall.calls.append(Call(hall.call_seq, fact.label, fact.counter, fact.at, recall, service))


def _return(turn: Turn, at: int) -> None:
    if turn.away_at is not None:
        turn.away_us += at - turn.away_at
        turn.away_at = None


def _end_turn(hall: HallState, ticket: Ticket, at: int, outcome: str) -> None:
    turn = ticket.turn
    turn.ended_at, turn.outcome = at, outcome
    _return(turn, at)
    if turn.started_at is not None and outcome in SERVED_OUTCOMES and turn.counter in hall.counters:
        hall.counters[turn.counter].served += 1
