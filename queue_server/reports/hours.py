"""The report by hour (时段统计): when people come, when they are called, and how long those called then had waited."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date as Date
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy import Table as SqlTable

from ..hall.instants import MINUTE, to_datetime
from ..hall.plan import Plan
from ..registers.tickets import tickets
from ..registers.turns import turns
from .reading import CALLED, SERVED, WAIT, seconds, total, within
from .shapes import Report, Row, Table, Text, report_of
from .words import columns, item

NAME = "hours"
TITLE = Text("时段统计", "Report by hour")

QUARTER = 15 * MINUTE  # every time zone's hours begin on one
FIRST_HOUR = 5  # a late evening's hours past midnight come after it, not before the morning

_COLUMNS = columns("hour", "issued", "called", "served", "mean_wait_s", "longest_wait_s")


@dataclass(slots=True)
class _Hour:
    issued: int = 0
    called: int = 0
    served: int = 0
    waited_us: int = 0
    longest_us: int = 0


def report(
    connection: Connection, hall: str, plan: Plan, first: Date, last: Date, services: frozenset[str] | None = None
) -> Report:
    """One row for each hour of the day, in the hall's time, in which something happened; of several days the sums.
    `services`: of these alone."""
    asked = within(turns, hall, first, last, services)
    hours: dict[int, _Hour] = defaultdict(_Hour)

    def hour(quarter: int) -> _Hour:
        return hours[to_datetime(quarter * QUARTER).astimezone(plan.zone).hour]

    for quarter, count in _by_quarter(
        connection, tickets, tickets.c.issued_at, within(tickets, hall, first, last, services)
    ):
        hour(quarter).issued += count
    for quarter, count in _by_quarter(connection, turns, turns.c.ended_at, asked & SERVED):
        hour(quarter).served += count
    waits = (func.sum(WAIT), func.max(WAIT))
    for quarter, count, waited, longest in _by_quarter(connection, turns, turns.c.called_at, asked & CALLED, *waits):
        found = hour(quarter)
        found.called += count
        found.waited_us += waited
        found.longest_us = max(found.longest_us, longest)
    rows = [_row(number, hours[number]) for number in sorted(hours, key=lambda number: (number - FIRST_HOUR) % 24)]
    summary = [item(key, total(row[key] for row in rows)) for key in ("issued", "called", "served")]
    return report_of(plan, NAME, TITLE, first, last, summary, Table("hours", TITLE, _COLUMNS, rows))


def _by_quarter(
    connection: Connection, table: SqlTable, at: ColumnElement[Any], where: ColumnElement[bool], *what: Any
) -> list[Any]:
    quarter = at // QUARTER
    query = select(quarter, func.count(), *what).select_from(table).where(where).group_by(quarter)
    return list(connection.execute(query))


def _row(number: int, hour: _Hour) -> Row:
    return {
        "hour": f"{number:02d}:00–{(number + 1) % 24:02d}:00",
        "issued": hour.issued,
        "called": hour.called,
        "served": hour.served,
        "mean_wait_s": seconds(hour.waited_us // hour.called) if hour.called else None,
        "longest_wait_s": seconds(hour.longest_us) if hour.called else None,
    }
