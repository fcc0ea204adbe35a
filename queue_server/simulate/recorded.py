"""A day of the hall itself, from its registers and its journal: who came, and who was on post when.

What a day can tell of those who came is played as this:

- each turn comes when it began to wait, with the time that it kept its counter: from the call to the end, without
  breaks. A transfer is two turns, each with its own service;
- who was called and never came keeps the counter for a minute;
- who gave the number back unserved is left out: with another wait they might have stayed, and nobody knows for what;
- who was still to be served when the day ended is served as long as the middle one of the service;
- a case carried over to this day goes by the plan's lane with the greatest head start.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from statistics import median_low
from typing import Any

from sqlalchemy import Connection, func, select

from ..hall import facts as f
from ..hall.fold import KINDS
from ..hall.instants import MINUTE, SECOND
from ..hall.plan import CARRIED_OVER, Plan
from ..hall.tickets import SERVED_OUTCOMES
from ..journal.chain import Line
from ..journal.store import LINE_COLUMNS
from ..journal.tables import halls, journal
from ..refusals import Refusal, Words
from ..registers.days import days
from ..registers.tickets import tickets
from ..registers.turns import turns
from .arrivals import Arrival
from .run import Posts
from .visits import Day, Visit

NEAR = 15 * MINUTE  # who signs in so soon after the opening was there from it, who leaves so near the end stays to it
NEVER_CAME = 60 * SECOND  # that a counter waits for somebody who never comes

_BEGINS = (f.CounterSignedIn, f.CounterResumed)
_ENDS = (f.CounterSignedOut, f.CounterPausedFact)


class DayTooLarge(Refusal):
    code = "day-too-large"
    status = 422
    words = Words("这一天的号太多，不能在线推演", "That day has too many numbers to be played here")


class NoRecordedDay(Refusal):
    """The hall had no business day on `date`, or it is not over."""

    code = "no-recorded-day"
    status = 404
    words = Words("这一天没有已结束的服务日", "No business day of this date is over")


@dataclass(frozen=True, slots=True)
class Recorded:
    """`was`: the day as it really was. Instants in microseconds."""

    date: Date
    arrivals: list[Arrival]
    posts: Posts
    was: Day


def last_recorded(connection: Connection, hall: str) -> Date | None:
    """The latest business day that has ended; None before the first one."""
    d = days.c
    begun = select(func.max(d.date)).where(d.hall == hall).scalar_subquery()
    found = connection.scalar(
        select(func.max(d.date)).where(d.hall == hall, (d.closed_at.is_not(None)) | (d.date < begun))
    )
    return Date.fromisoformat(found) if found else None


def recorded(connection: Connection, hall: str, plan: Plan, date: Date, most: int | None = None) -> Recorded | None:
    """The day as arrivals for this plan, whose counters were on post as they were then; None when the hall had no
    business day on this date, or it is not over. Raises DayTooLarge for one of more than `most` turns."""
    day: Any = connection.execute(select(days).where(days.c.hall == hall, days.c.date == date.isoformat())).first()
    last = last_recorded(connection, hall)
    if day is None or last is None or date > last:
        return None
    of_day = (turns.c.hall == hall) & (turns.c.date == date.isoformat())
    if most is not None and (connection.scalar(select(func.count()).select_from(turns).where(of_day)) or 0) > most:
        raise DayTooLarge(most=most)
    t = turns.c
    rows = connection.execute(
        select(turns, tickets.c.late, tickets.c.appointment)
        .join(tickets, (tickets.c.hall == t.hall) & (tickets.c.ticket == t.ticket))
        .where(of_day)
        .order_by(t.waiting_from, t.ticket, t.number)
    ).all()
    spans = _on_post(connection, hall, day)
    return Recorded(
        date,
        _arrivals(rows, plan),
        {counter.id: _as_played(spans.get(counter.id, []), day) for counter in plan.counters},
        Day(
            [_visit(row) for row in rows],
            day.closing_at,
            sum(until - since for of in spans.values() for since, until in of),
            {},
        ),
    )


def _arrivals(rows: Iterable[Any], plan: Plan) -> list[Arrival]:
    kept: dict[str, list[int]] = {}
    for row in rows:
        if row.started_at is not None and row.outcome in SERVED_OUTCOMES:
            kept.setdefault(row.service, []).append(_kept(row))
    usual = {service: median_low(spans) for service, spans in kept.items()}
    first = max(plan.lane_by_id.values(), key=lambda lane: (lane.id != CARRIED_OVER, lane.head_start_us)).id
    found = []
    for row in rows:
        if row.outcome == "cancelled" and row.started_at is None:
            continue
        if row.outcome in SERVED_OUTCOMES and row.started_at is not None:
            span = _kept(row)
        elif row.outcome == "missed":
            span = NEVER_CAME
        else:
            service = plan.service_by_id.get(row.service)
            span = usual.get(row.service) or (service.typical_s if service else 0) * SECOND
        admitted = row.late or row.number > 1 or row.appointment is not None
        lane = first if row.lane == CARRIED_OVER else row.lane
        found.append(Arrival(row.waiting_from, row.service, lane, span, row.persons, admitted))
    return found


def _kept(row: Any) -> int:
    """How long the turn kept its counter."""
    return max(0, int(row.ended_at) - int(row.called_at) - int(row.away_us))


def _visit(row: Any) -> Visit:
    called_at = None if row.state == "waiting" else row.called_at
    served = row.started_at is not None and row.ended_at is not None
    return Visit(row.service, row.lane, row.waiting_from, called_at, row.ended_at, _kept(row) if served else 0)


def _on_post(connection: Connection, hall: str, day: Any) -> dict[str, list[tuple[int, int]]]:
    """By counter: from when to when somebody was there and had not paused."""
    kinds = [fact.kind for fact in (*_BEGINS, *_ENDS, f.DayStarted)]
    lines = select(*LINE_COLUMNS).where(
        journal.c.hall == hall,
        journal.c.seq >= _first_line(connection, hall, day.prepare_at),
        journal.c.kind.in_(kinds),
    )
    since: dict[str, int] = {}
    found: dict[str, list[tuple[int, int]]] = {}
    for row in connection.execute(lines.order_by(journal.c.seq)):
        fact = Line(*row).fact(KINDS)
        if isinstance(fact, f.DayStarted):
            if fact.date > day.date:
                break
            since, found = {}, {}
        elif isinstance(fact, _BEGINS + _ENDS):
            if (begun := since.pop(fact.counter, None)) is not None and fact.at > begun:
                found.setdefault(fact.counter, []).append((begun, fact.at))
            if isinstance(fact, _BEGINS):
                since[fact.counter] = fact.at
    return found


def _first_line(connection: Connection, hall: str, at: int) -> int:
    """The first line at this moment or later, found by halving: the journal is in the order of time."""
    low, high = 1, (connection.scalar(select(halls.c.head).where(halls.c.hall == hall)) or 0) + 1
    while low < high:
        middle = (low + high) // 2
        found = connection.scalar(select(journal.c.at).where(journal.c.hall == hall, journal.c.seq == middle))
        if found is None or found >= at:
            high = middle
        else:
            low = middle + 1
    return low


def _as_played(spans: list[tuple[int, int]], day: Any) -> list[tuple[int | None, int | None]]:
    found: list[tuple[int | None, int | None]] = list(spans)
    if spans and spans[0][0] <= day.opens_at + NEAR:
        found[0] = (None, spans[0][1])
    if spans and spans[-1][1] >= day.closing_at - NEAR:
        found[-1] = (found[-1][0], None)
    return found
