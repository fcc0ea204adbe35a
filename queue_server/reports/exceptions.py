"""What staff did out of the ordinary: numbers admitted late or entered afterwards, and cases carried over."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

from sqlalchemy import Connection, and_, select

from ..registers.tickets import tickets
from ..registers.turns import turns
from .reading import moment, within
from .shapes import Row
from .words import OUTCOMES, STILL_OPEN, Names, columns

ADMITTED_COLUMNS = columns("date", "label", "service_name", "issued_at", "by_name", "reason", "outcome_name")


def admitted_late(connection: Connection, hall: str, first: Date, last: Date) -> list[Any]:
    """Numbers that staff gave after the last-ticket time."""
    query = select(tickets).where(within(tickets, hall, first, last), tickets.c.late)
    return list(connection.execute(query.order_by(tickets.c.issued_at)))


def admitted_row(ticket: Any, names: Names) -> Row:
    by = ticket.issued_by.partition(":")[2] or ticket.issued_by
    return {
        "date": ticket.date,
        "ticket": ticket.ticket,
        "label": ticket.label,
        "service": ticket.service,
        "service_name": names.service(ticket.service),
        "issued_at": moment(ticket.issued_at),
        "by": by,
        "by_name": by,
        "reason": ticket.issue_reason,
        "outcome": ticket.outcome,
        "outcome_name": OUTCOMES.get(ticket.outcome, STILL_OPEN),
    }


ENTERED_COLUMNS = columns(
    "date", "label", "service_name", "issued_at", "entered_at", "by_name", "reason", "outcome_name"
)


def entered_afterwards(connection: Connection, hall: str, first: Date, last: Date) -> list[Any]:
    """Numbers that were written by hand, as during an outage."""
    query = select(tickets).where(within(tickets, hall, first, last), tickets.c.entered_at.is_not(None))
    return list(connection.execute(query.order_by(tickets.c.issued_at)))


def entered_row(ticket: Any, names: Names) -> Row:
    return admitted_row(ticket, names) | {"entered_at": moment(ticket.entered_at)}


CARRIED_COLUMNS = columns(
    "date", "label", "service_name", "lane_name", "reason", "explanation", "on", "came_on", "came_as"
)


def carried_over(connection: Connection, hall: str, first: Date, last: Date) -> list[Any]:
    """Numbers that were given a first place on a later day, and the number they came back with."""
    came = tickets.alias("came")
    service = (
        select(turns.c.service)
        .where(turns.c.hall == tickets.c.hall, turns.c.date == tickets.c.date, turns.c.ticket == tickets.c.ticket)
        .order_by(turns.c.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(tickets, service.label("last_service"), came.c.date.label("came_on"), came.c.label.label("came_as"))
        .outerjoin(came, and_(came.c.hall == tickets.c.hall, came.c.carried_from == tickets.c.ticket))
        .where(within(tickets, hall, first, last), tickets.c.outcome == "carried_over")
        .order_by(tickets.c.issued_at)
    )
    return list(connection.execute(query))


def carried_row(ticket: Any, names: Names) -> Row:
    return {
        "date": ticket.date,
        "ticket": ticket.ticket,
        "label": ticket.label,
        "service": ticket.last_service,
        "service_name": names.service(ticket.last_service),
        "lane": ticket.lane,
        "lane_name": names.lane(ticket.lane),
        "reason": ticket.end_reason,
        "explanation": ticket.explanation,
        "on": ticket.on_date,
        "came_on": ticket.came_on,
        "came_as": ticket.came_as,
    }
