"""The after-hours report (延时服务报表): what closing time found, and what became of each late case.

A late case is a number that was still open at closing time of its own business day, or admitted after it, or carried
over by a manager who closed the day before it. They add up: finished, ended as missed, cancelled, carried over, still
open. The report can be asked for while the day runs; then some are still open and their times are blank.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date as Date
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from ..hall.plan import Plan
from ..hall.tickets import CLERK_OUTCOMES, SERVED_OUTCOMES
from ..registers.days import days
from ..registers.tickets import tickets
from ..registers.turns import turns
from .breaks import BREAK_COLUMNS, beyond_sessions
from .exceptions import ADMITTED_COLUMNS, CARRIED_COLUMNS, admitted_late, admitted_row, carried_over, carried_row
from .reading import DayRow, days_of, last_at, moment, posts_after, seconds, total, within
from .shapes import Report, Row, Table, Text, report_of
from .words import (
    ADMITTED_AFTER,
    AT_CLOSING,
    CLOSED_EARLY,
    CLOSED_HOW,
    COLUMNS,
    OUTCOMES,
    STILL_OPEN,
    Names,
    columns,
    item,
)

NAME = "after-hours"
TITLE = Text("延时服务报表", "After-hours report")


@dataclass(slots=True)
class _Case:
    """A late case: its ticket, and its turns in order."""

    ticket: Any
    turns: list[Any] = field(default_factory=list)

    @property
    def waited_us(self) -> int | None:
        """All its waits together, from each turn's beginning to its call, or to its end when nobody called it. None
        while it waits."""
        waited = 0
        for turn in self.turns:
            until = turn.called_at or turn.ended_at
            if until is None or turn.state == "waiting":
                return None
            waited += until - turn.waiting_from
        return waited


def report(connection: Connection, hall: str, plan: Plan, first: Date, last: Date) -> Report:
    names = Names(plan)
    ranged = days_of(connection, hall, first, last)
    cases = _cases(connection, hall, first, last)
    late = admitted_late(connection, hall, first, last)
    carried = carried_over(connection, hall, first, last)
    by_day = {day.date: [case for case in cases if case.ticket.date == day.date] for day in ranged}
    day_rows = [_day(day, by_day[day.date], sum(r.date == day.date for r in late)) for day in ranged]
    case_rows = [_case(day, case, names) for day in ranged for case in by_day[day.date]]
    as_of = last_at(connection, hall)
    counter_rows = [row for day in ranged for row in _counters(connection, hall, day, by_day[day.date], names, as_of)]
    return report_of(
        plan,
        NAME,
        TITLE,
        first,
        last,
        _summary(day_rows),
        Table("days", Text("下班时间", "Closing time"), _DAY_COLUMNS, day_rows),
        Table("cases", Text("逐件", "Each late case"), _CASE_COLUMNS, case_rows),
        Table(
            "counters", Text("各窗口延时服务", "Extended service by counter and clerk"), _COUNTER_COLUMNS, counter_rows
        ),
        Table(
            "breaks",
            Text("各窗口午间延时服务", "Service beyond a break's beginning"),
            BREAK_COLUMNS,
            beyond_sessions(connection, hall, first, last, names),
        ),
        Table("admitted_late", COLUMNS["admitted_late"].name, ADMITTED_COLUMNS, [admitted_row(r, names) for r in late]),
        Table("carried_over", COLUMNS["carried_over"].name, CARRIED_COLUMNS, [carried_row(r, names) for r in carried]),
    )


# what closing time found

_AT_CLOSING_KEYS = tuple(f"{state}_at_closing" for state in AT_CLOSING)
_ENDS = ("finished", "missed", "cancelled", "carried_over", "still_open")
_DAY_COLUMNS = columns(
    "date", "closing_at", *_AT_CLOSING_KEYS, "admitted_late", "late_cases", *_ENDS, "last_end_at", "extended_s",
    "closed_how",
)  # fmt: skip


def _day(day: DayRow, cases: list[_Case], admitted: int) -> Row:
    outcomes = [case.ticket.outcome for case in cases]
    ends = [case.ticket.ended_at for case in cases if case.ticket.ended_at is not None]
    last_end = max(ends, default=None)
    return {
        "date": day.date,
        "closing_at": moment(day.closing_at),
        "waiting_at_closing": day.waiting,
        "serving_at_closing": day.serving,
        "parked_at_closing": day.parked,
        "missed_at_closing": day.missed,
        "admitted_late": admitted,
        "late_cases": len(cases),
        "finished": sum(outcome in CLERK_OUTCOMES for outcome in outcomes),
        "missed": outcomes.count("missed"),
        "cancelled": outcomes.count("cancelled"),
        "carried_over": outcomes.count("carried_over"),
        "still_open": outcomes.count(None),
        "last_end_at": moment(last_end),
        "extended_s": seconds(max(0, last_end - day.closing_at)) if last_end is not None else None,
        "closed_how": CLOSED_HOW.get(day.how or ""),
    }


def _summary(rows: list[Row]) -> tuple[Any, ...]:
    """Of one day its own figures, of several their sums. Blank at-closing figures say that closing time has not
    come yet."""
    counted = (*_AT_CLOSING_KEYS, "late_cases", *_ENDS, "admitted_late")
    sums = {
        key: total(row[key] for row in rows) if any(row[key] is not None for row in rows) else None for key in counted
    }
    times = [item(key, rows[0][key]) for key in ("closing_at", "last_end_at")] if len(rows) == 1 else []
    extended = [row["extended_s"] for row in rows if row["extended_s"] is not None]
    return (
        *times,
        *(item(key, sums[key]) for key in counted),
        item("extended_s", sum(extended) if extended else None),
    )


# each late case

_CASE_COLUMNS = columns(
    "date", "label", "service_name", "lane_name", "persons", "at_closing_name", "issued_at", "wait_s", "called_at",
    "counter_name", "clerk_name", "ended_at", "after_closing_s", "outcome_name", "reason",
)  # fmt: skip


def _cases(connection: Connection, hall: str, first: Date, last: Date) -> list[_Case]:
    """Late cases in order of issue, with their turns."""
    open_at_closing = tickets.c.at_closing.is_not(None)
    admitted_after = and_(tickets.c.late, tickets.c.issued_at >= days.c.closing_at)
    closed_early = tickets.c.outcome == "carried_over"
    found = connection.execute(
        select(tickets)
        .join(days, and_(days.c.hall == tickets.c.hall, days.c.date == tickets.c.date))
        .where(within(tickets, hall, first, last), or_(open_at_closing, admitted_after, closed_early))
        .order_by(tickets.c.issued_at, tickets.c.label)
    )
    cases = {row.ticket: _Case(row) for row in found}
    for date in {case.ticket.date for case in cases.values()}:
        on_day = connection.execute(
            select(turns).where(turns.c.hall == hall, turns.c.date == date).order_by(turns.c.ticket, turns.c.number)
        )
        for turn in on_day:
            if turn.ticket in cases:
                cases[turn.ticket].turns.append(turn)
    return list(cases.values())


def _case(day: DayRow, case: _Case, names: Names) -> Row:
    """`after_closing_s`: how long somebody stayed after closing time, or after the issue when that was later; blank
    while they do, and when nobody came to the last call."""
    ticket, last = case.ticket, case.turns[-1]
    stayed_us = None
    if ticket.ended_at is not None and ticket.outcome != "missed":
        stayed_us = max(0, ticket.ended_at - max(day.closing_at, ticket.issued_at))
    return {
        "date": ticket.date,
        "ticket": ticket.ticket,
        "label": ticket.label,
        "service": last.service,
        "service_name": names.service(last.service),
        "lane": ticket.lane,
        "lane_name": names.lane(ticket.lane),
        "persons": ticket.persons,
        "at_closing": ticket.at_closing,
        "at_closing_name": AT_CLOSING.get(ticket.at_closing, ADMITTED_AFTER if ticket.late else CLOSED_EARLY),
        "issued_at": moment(ticket.issued_at),
        "wait_s": seconds(case.waited_us),
        "called_at": moment(last.called_at),
        "counter": last.counter,
        "counter_name": names.counter(last.counter),
        "clerk": last.clerk,
        "clerk_name": last.clerk,
        "ended_at": moment(ticket.ended_at),
        "after_closing_s": seconds(stayed_us),
        "outcome": ticket.outcome,
        "outcome_name": OUTCOMES.get(ticket.outcome, STILL_OPEN),
        "reason": ticket.end_reason or ticket.referred_to,
    }


# extended service of each counter and clerk

_COUNTER_COLUMNS = columns(
    "date", "counter_name", "clerk_name", "served", "last_end_at", "extended_s", "on_post_after_s"
)


def _counters(
    connection: Connection, hall: str, day: DayRow, cases: list[_Case], names: Names, as_of: int
) -> list[Row]:
    """One row for each clerk at each counter who served a late case or stayed on post after closing time.

    `extended_s`: from closing time, or from the sign-in when that was later, to the last end of a late case there.
    `on_post_after_s`: on post after closing time until the day's end, or so far.
    """
    held: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for post in posts_after(connection, hall, day.closing_at, day.end):
        held[(post.counter, post.clerk)].append(post)
    ends: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for turn in (turn for case in cases for turn in case.turns):
        if turn.started_at is not None and turn.ended_at is not None and turn.ended_at >= day.closing_at:
            ends[(turn.counter, turn.clerk)].append(turn)
    rows = []
    for counter, clerk in sorted({*held, *ends}):
        ended, stays = ends[(counter, clerk)], held[(counter, clerk)]
        on_post_s = _on_post(stays, day, as_of)
        if not ended and (day.waiting is None or not on_post_s):
            continue  # closing time has not come, or the hall goes on with the next day
        since = max(day.closing_at, min((post.since for post in stays), default=day.closing_at))
        last_end = max((turn.ended_at for turn in ended), default=None)
        rows.append(
            {
                "date": day.date,
                "counter": counter,
                "counter_name": names.counter(counter),
                "clerk": clerk,
                "clerk_name": clerk,
                "served": sum(turn.outcome in SERVED_OUTCOMES for turn in ended),
                "last_end_at": moment(last_end),
                "extended_s": seconds(last_end - since) if last_end is not None else 0,
                "on_post_after_s": on_post_s,
            }
        )
    return rows


def _on_post(stays: list[Any], day: DayRow, as_of: int) -> int | None:
    day_end = as_of if day.end is None else day.end
    return seconds(sum(max(0, min(post.until or day_end, day_end) - max(post.since, day.closing_at)) for post in stays))
