"""The register of business days (服务日台账): the hours each one had, closing time, and how it closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import orjson
from sqlalchemy import BigInteger, Column, Integer, String, Table, Text

from ..hall import facts as f
from ..hall.hall import Hall
from ..journal.projection import Projector, Row
from ..journal.tables import metadata

days = Table(
    "days",
    metadata,
    Column("hall", String(64), primary_key=True),
    Column("date", String(10), primary_key=True),
    Column("plan", Integer, nullable=False),  # number of the plan in force at the day's latest step
    Column("prepare_at", BigInteger, nullable=False),
    Column("opens_at", BigInteger, nullable=False),
    Column("closing_at", BigInteger, nullable=False),
    Column("last_ticket_at", BigInteger, nullable=False),
    Column("sessions", Text),  # JSON list of [opens, closes], microseconds; null before it was kept
    # of its own numbers at closing time; null until then
    Column("waiting", Integer),
    Column("serving", Integer),  # called or being served
    Column("parked", Integer),
    Column("missed", Integer),
    # null while it runs, and for ever when the next day began with its late cases
    Column("closed_at", BigInteger),
    Column("how", String(16)),  # by itself, by manager
)

_TOUCHING = (f.DayStarted, f.DayRescheduled, f.ClosingReached, f.DayClosed)


def _rows(hall: Hall, fact: f.Fact) -> Iterator[Row]:
    entered = isinstance(fact, f.TicketIssued) and fact.taken_at is not None  # may have waited at closing time
    if not isinstance(fact, _TOUCHING) and not entered:
        return
    day = hall.day
    assert day is not None
    late = Counter(t.at_closing for t in hall.tickets.values() if t.date == day.date)
    closed = fact if isinstance(fact, f.DayClosed) else None
    yield {
        "hall": hall.id,
        "date": day.date.isoformat(),
        "plan": hall.plan_number,
        "prepare_at": day.prepare_at,
        "opens_at": day.opens_at,
        "closing_at": day.closing_at,
        "last_ticket_at": day.last_ticket_at,
        "sessions": orjson.dumps(day.sessions).decode(),
        "waiting": late["waiting"] if hall.closing_reached else None,
        "serving": late["serving"] if hall.closing_reached else None,
        "parked": late["parked"] if hall.closing_reached else None,
        "missed": late["missed"] if hall.closing_reached else None,
        "closed_at": closed.at if closed else None,
        "how": closed.how if closed else None,
    }


PROJECTOR = Projector(days, _rows)
