"""The register of turns (轮次台账): one row for each wait and serving. A transfer adds a turn to its ticket."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
from sqlalchemy import BigInteger, Column, Integer, String, Table, Text

from ..hall import facts as f
from ..hall.hall import Hall
from ..hall.tickets import Ticket, Turn
from ..journal.projection import Projector, Row
from ..journal.tables import metadata

# the date in the key spares an index of its own: reports ask by days, and each index costs every command
turns = Table(
    "turns",
    metadata,
    Column("hall", String(64), primary_key=True),
    Column("date", String(10), primary_key=True),  # the business day that gave the number
    Column("ticket", String(64), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("label", String(12), nullable=False),
    Column("lane", String(64), nullable=False),
    Column("persons", Integer, nullable=False),
    Column("service", String(64), nullable=False),
    Column("state", String(8), nullable=False),  # its ticket's, and ended once the turn has ended
    Column("waiting_from", BigInteger, nullable=False),
    Column("counted_from", BigInteger, nullable=False),
    Column("counter", String(32)),
    Column("clerk", String(64)),
    Column("called_at", BigInteger),  # the call that led to the serving, or the last one
    Column("started_at", BigInteger),
    Column("away_at", BigInteger),  # since when its serving is broken off, as by a park
    Column("away_us", BigInteger, nullable=False),  # in all, without a break that is still going on
    Column("ended_at", BigInteger),
    Column("outcome", String(16)),  # the ticket's, or transferred
    Column("recalls", Integer, nullable=False),
    Column("rule", String(16)),  # why it was called when it was: right_of_way, own_lane, support, by_label, unparked
    Column("stated", Text),  # the clerk's words, when called out of order
    Column("passed_over", Text),  # JSON list of {label, lane, waited_us, claim_us}; null when nobody was
    Column("note", Text),
)

_OF_LAST = (
    f.TicketIssued, f.TicketCalled, f.TicketRecalled, f.TicketStarted, f.TicketMissed, f.TicketRejoined,
    f.TicketParked, f.TicketUnparked, f.TicketEnded,
)  # fmt: skip


def _rows(hall: Hall, fact: f.Fact) -> Iterator[Row]:
    if isinstance(fact, _OF_LAST):
        ticket = hall.tickets[fact.ticket]
        yield _row(hall, ticket, ticket.turns[-1])
    elif isinstance(fact, f.TicketTransferred):
        ticket = hall.tickets[fact.ticket]
        for turn in ticket.turns[-2:]:
            yield _row(hall, ticket, turn)


def _row(hall: Hall, ticket: Ticket, turn: Turn) -> Row:
    reason = turn.reason
    return {
        "hall": hall.id,
        "date": ticket.date.isoformat(),
        "ticket": ticket.id,
        "number": turn.number,
        "label": ticket.label,
        "lane": ticket.lane,
        "persons": ticket.persons,
        "service": turn.service,
        "state": ticket.state if turn.ended_at is None else "ended",
        "waiting_from": turn.waiting_from,
        "counted_from": turn.counted_from,
        "counter": turn.counter,
        "clerk": turn.clerk,
        "called_at": turn.called_at,
        "started_at": turn.started_at,
        "away_at": turn.away_at,
        "away_us": turn.away_us,
        "ended_at": turn.ended_at,
        "outcome": turn.outcome,
        "recalls": turn.recalls,
        "rule": reason["rule"] if reason else None,
        "stated": reason["stated"] if reason else None,
        "passed_over": _json(reason["passed_over"]) if reason and reason["passed_over"] else None,
        "note": turn.note,
    }


def _json(value: object) -> str:
    """Always the same text for the same value, whether it was just decided or read back from its line."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


PROJECTOR = Projector(turns, _rows)
