"""The register of tickets (取号台账): one row for each number given, from its issue to its end and its rating."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, Index, Integer, String, Table, Text, select

from ..hall import facts as f
from ..hall.hall import Hall
from ..hall.tickets import Ticket
from ..journal.projection import Projector, Row
from ..journal.tables import metadata
from .slips import slips
from .turns import turns

# `ticket` first in the key: a phone asks by the ticket's id alone, in whichever hall it was
tickets = Table(
    "tickets",
    metadata,
    Column("ticket", String(64), primary_key=True),
    Column("hall", String(64), primary_key=True),
    Column("date", String(10), nullable=False),  # the business day
    Column("label", String(12), nullable=False),
    Column("series", String(2), nullable=False),
    Column("number", Integer, nullable=False),
    Column("service", String(64), nullable=False),  # the first one
    Column("lane", String(64), nullable=False),
    Column("persons", Integer, nullable=False),
    Column("issued_at", BigInteger, nullable=False),
    Column("issued_by", String(80), nullable=False),
    Column("late", Boolean, nullable=False),  # admitted after the last-ticket time
    Column("issue_reason", Text),  # of the late admission, or of an approved lane
    Column("approved_by", String(80)),
    Column("carried_from", String(64)),  # the ticket of an earlier day whose case this is
    Column("at_closing", String(8)),  # waiting, serving, parked, missed: at closing time of its business day
    Column("misses", Integer, nullable=False),
    Column("outcome", String(16)),  # null while it is open
    Column("end_reason", Text),
    Column("referred_to", Text),
    Column("explanation", Text),  # what the citizen was told
    Column("on_date", String(10)),  # the later day of a case carried over
    Column("ended_at", BigInteger),
    Column("rating", Integer),
    # what its holder was told of the wait when it was issued; null when nothing was, or before it was kept
    Column("told_low_us", BigInteger),
    Column("told_mid_us", BigInteger),
    Column("told_high_us", BigInteger),
    Column("first_called_at", BigInteger),  # as of its latest miss or its end
    Column("entered_at", BigInteger),  # when it had been written by hand at `issued_at`; `issue_reason` says why
    Column("appointment", String(64)),  # for which its holder came
)
Index("tickets_date", tickets.c.hall, tickets.c.date)

_OF_ONE = (f.TicketIssued, f.TicketMissed, f.TicketEnded, f.TicketRated)


def _rows(hall: Hall, fact: f.Fact) -> Iterator[Row]:
    if isinstance(fact, _OF_ONE):
        yield _row(hall, hall.tickets[fact.ticket])
    elif isinstance(fact, f.ClosingReached):
        for ticket in (*fact.waiting, *fact.serving, *fact.parked, *fact.missed):
            yield _row(hall, hall.tickets[ticket])
    elif isinstance(fact, f.DayRescheduled):  # closing time may have moved on after it had passed
        for ticket in hall.tickets:
            yield _row(hall, hall.tickets[ticket])


def _row(hall: Hall, ticket: Ticket) -> Row:
    return {
        "ticket": ticket.id,
        "hall": hall.id,
        "date": ticket.date.isoformat(),
        "label": ticket.label,
        "series": ticket.series,
        "number": ticket.number,
        "service": ticket.turns[0].service,
        "lane": ticket.lane,
        "persons": ticket.persons,
        "issued_at": ticket.issued_at,
        "issued_by": ticket.issued_by,
        "late": ticket.late,
        "issue_reason": ticket.issue_reason,
        "approved_by": ticket.approved_by,
        "carried_from": ticket.carried_from,
        "at_closing": ticket.at_closing,
        "misses": ticket.misses,
        "outcome": ticket.outcome,
        "end_reason": ticket.end_reason,
        "referred_to": ticket.referred_to,
        "explanation": ticket.explanation,
        "on_date": ticket.on.isoformat() if ticket.on else None,
        "ended_at": ticket.ended_at,
        "rating": ticket.rating,
        "told_low_us": ticket.told.low_us if ticket.told else None,
        "told_mid_us": ticket.told.mid_us if ticket.told else None,
        "told_high_us": ticket.told.high_us if ticket.told else None,
        "first_called_at": ticket.first_called_at,
        "entered_at": ticket.entered_at,
        "appointment": ticket.appointment,
    }


PROJECTOR = Projector(tickets, _rows)


def hall_of(connection: Connection, ticket: str) -> str | None:
    """The hall that gave this number, or None when no hall did."""
    return connection.scalar(select(tickets.c.hall).where(tickets.c.ticket == ticket))


@dataclass(frozen=True, slots=True)
class PastTicket:
    """A number of an earlier day, as its holder may see it. Instants in microseconds, dates as they are written."""

    hall: str
    ticket: str
    date: str
    label: str
    service: str  # of the last turn
    persons: int
    issued_at: int
    counter: str | None  # of the last turn
    called_at: int | None
    misses: int
    outcome: str | None
    explanation: str | None
    on_date: str | None
    rating: int | None
    slip: str | None  # state of the latest slip; None when none was asked for
    slip_why: str | None
    continued_as: str | None  # id of the number that a case carried over was given on its later day
    continued_label: str | None


def past(connection: Connection, ticket: str) -> PastTicket | None:
    """What is known of a number that its hall no longer holds in memory; None when no hall gave it."""
    t = tickets.c
    row: Any = connection.execute(
        select(
            t.hall, t.ticket, t.date, t.label, t.persons, t.issued_at, t.misses, t.outcome, t.explanation, t.on_date,
            t.rating,
        ).where(t.ticket == ticket)
    ).first()  # fmt: skip
    if row is None:
        return None
    last = connection.execute(
        select(turns.c.service, turns.c.counter, turns.c.called_at)
        .where(turns.c.hall == row.hall, turns.c.date == row.date, turns.c.ticket == ticket)
        .order_by(turns.c.number.desc())
    ).first()
    slip = connection.execute(
        select(slips.c.state, slips.c.why)
        .where(slips.c.hall == row.hall, slips.c.ticket == ticket)
        .order_by(slips.c.copy.desc())
    ).first()
    assert last is not None, "every ticket has a turn"
    later = _continued(connection, row) if row.on_date else None
    return PastTicket(
        **row._mapping,
        **last._mapping,
        slip=slip.state if slip else None,
        slip_why=slip.why if slip else None,
        continued_as=later.ticket if later else None,
        continued_label=later.label if later else None,
    )


def _continued(connection: Connection, case: Any) -> Any:
    """The number that a carried-over case was given on its later day, or afterwards."""
    t = tickets.c
    return connection.execute(
        select(t.ticket, t.label)
        .where(t.hall == case.hall, t.date >= case.on_date, t.carried_from == case.ticket)
        .order_by(t.issued_at.desc())
    ).first()
