"""Reading the registers for reports: business days of a range, and spreads of spans by group.

The database does the counting: a report over a year must not hold up the hall, and rows that never become Python
objects do not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, case, func, null, or_, select
from sqlalchemy.sql.elements import Label

from ..hall.instants import to_datetime, whole_seconds
from ..hall.tickets import SERVED_OUTCOMES
from ..journal.tables import journal
from ..registers.days import days
from ..registers.posts import posts
from ..registers.turns import turns

WAIT = turns.c.called_at - turns.c.waiting_from
SERVING = turns.c.ended_at - turns.c.started_at - turns.c.away_us
CALLED = and_(turns.c.called_at.is_not(None), turns.c.state != "waiting")  # who rejoined waits again
SERVED = and_(turns.c.started_at.is_not(None), turns.c.outcome.in_(SERVED_OUTCOMES))


def within(
    table: Table, hall: str, first: Date, last: Date, services: frozenset[str] | None = None
) -> ColumnElement[bool]:
    """The rows of a hall's business days from `first` to `last`; with `services`, of these services alone."""
    found = and_(table.c.hall == hall, table.c.date.between(first.isoformat(), last.isoformat()))
    return found if services is None else and_(found, table.c.service.in_(sorted(services)))


def moment(at: int | None) -> datetime | None:
    return None if at is None else to_datetime(at)


def seconds(span_us: float | None) -> int | None:
    return None if span_us is None else whole_seconds(int(span_us))


@dataclass(frozen=True, slots=True)
class DayRow:
    """A business day. Its posts are those that began from `begin` on (None: ever) and before `end` (None: it runs)."""

    date: str
    opens_at: int
    closing_at: int
    waiting: int | None  # at closing time, as the next three
    serving: int | None
    parked: int | None
    missed: int | None
    how: str | None
    begin: int | None  # when the day before closed, or else when this one began
    end: int | None  # when it closed, or else when the next one began


def days_of(connection: Connection, hall: str, first: Date, last: Date) -> list[DayRow]:
    """The business days of a range, in order."""
    d = days.c

    def begins(prepare_at: ColumnElement[int], closing_before: ColumnElement[int]) -> ColumnElement[int]:
        """A hall that never rests prepares no day before the end of the one before."""
        return case((closing_before > prepare_at, closing_before), else_=prepare_at)

    def before(column: ColumnElement[int]) -> ColumnElement[int]:
        return func.lag(column).over(order_by=d.date)

    is_first = func.row_number().over(order_by=d.date) == 1
    begin = case(
        (is_first, null()), else_=func.coalesce(before(d.closed_at), begins(d.prepare_at, before(d.closing_at)))
    )
    next_prepare_at = func.lead(d.prepare_at).over(order_by=d.date)
    end = func.coalesce(d.closed_at, begins(next_prepare_at, d.closing_at))
    every = (
        select(
            d.date, d.opens_at, d.closing_at, d.waiting, d.serving, d.parked, d.missed, d.how,
            begin.label("begin"), end.label("end"),
        )
        .where(d.hall == hall)
        .subquery()
    )  # fmt: skip
    asked = every.c.date.between(first.isoformat(), last.isoformat())
    return [DayRow(*row) for row in connection.execute(select(every).where(asked).order_by(every.c.date))]


def last_at(connection: Connection, hall: str) -> int:
    """When something last happened in the hall: what is still going on is told as of then."""
    query = select(journal.c.at).where(journal.c.hall == hall).order_by(journal.c.seq.desc()).limit(1)
    return connection.scalar(query) or 0


def posts_between(connection: Connection, hall: str, start: int | None, end: int | None) -> list[Any]:
    """Posts that began after `start` (None: ever) and before `end`."""
    query = select(posts).where(posts.c.hall == hall).order_by(posts.c.since)
    if start is not None:
        query = query.where(posts.c.since >= start)
    if end is not None:
        query = query.where(posts.c.since < end)
    return list(connection.execute(query))


def posts_after(connection: Connection, hall: str, at: int, end: int | None) -> list[Any]:
    """Posts that were held at some moment from `at` on, and began before `end`."""
    query = select(posts).where(posts.c.hall == hall, or_(posts.c.until.is_(None), posts.c.until > at))
    if end is not None:
        query = query.where(posts.c.since < end)
    return list(connection.execute(query.order_by(posts.c.since)))


@dataclass(frozen=True, slots=True)
class Spread:
    """How long it took: whole seconds."""

    count: int
    mean_s: int | None
    p90_s: int | None
    longest_s: int | None
    total_s: int


NO_SPREAD = Spread(0, None, None, None, 0)


def spreads(
    connection: Connection, span: ColumnElement[Any], where: ColumnElement[bool], *by: ColumnElement[Any]
) -> dict[tuple[Any, ...], Spread]:
    """The spread of a span of turns by group. The ninth in ten is the smallest that nine in ten do not exceed."""
    groups = [Label(f"g{place}", column) for place, column in enumerate(by)]
    ordered = (
        select(
            *groups,
            span.label("span"),
            func.row_number().over(partition_by=list(by) or None, order_by=span).label("place"),
            func.count().over(partition_by=list(by) or None).label("of"),
        )
        .where(where, span.is_not(None))
        .subquery()
    )
    keys = [ordered.c[group.name] for group in groups]
    within_90 = case((ordered.c.place <= (ordered.c.of * 9 + 9) // 10, ordered.c.span))
    query = select(
        *keys,
        func.count().label("count"),
        func.sum(ordered.c.span).label("total"),
        func.max(within_90).label("p90"),
        func.max(ordered.c.span).label("longest"),
    ).group_by(*keys)
    found = {}
    for row in connection.execute(query):
        *group, count, total, p90, longest = row
        if count:
            found[tuple(group)] = Spread(
                count, whole_seconds(total // count), whole_seconds(p90), whole_seconds(longest), whole_seconds(total)
            )
    return found


def counts(
    connection: Connection, table: Table, where: ColumnElement[bool], *by: ColumnElement[Any], **what: Any
) -> dict[tuple[Any, ...], Any]:
    """By group: how many rows meet each named condition (None: all of them)."""
    sums = [
        (func.count() if condition is None else func.coalesce(func.sum(case((condition, 1), else_=0)), 0)).label(name)
        for name, condition in what.items()
    ]
    query = select(*by, *sums).select_from(table).where(where).group_by(*by)
    width = len(by)
    return {tuple(row[:width]): dict(zip(what, row[width:], strict=True)) for row in connection.execute(query)}


def total(values: Iterable[int | None]) -> int:
    return sum(value or 0 for value in values)
