"""The report of the day (服务日统计): how many came, what became of them, and how long it took."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

from sqlalchemy import Connection, case, func, select

from ..hall.plan import Plan
from ..hall.tickets import CLERK_OUTCOMES
from ..registers.tickets import tickets
from ..registers.turns import turns
from .at_work import GOOD_RATING
from .exceptions import ENTERED_COLUMNS, entered_afterwards, entered_row
from .reading import CALLED, NO_SPREAD, SERVED, SERVING, WAIT, DayRow, days_of, moment, seconds, spreads, within
from .shapes import Report, Row, Table, Text, report_of
from .words import COLUMNS, OUTCOMES, STILL_OPEN, Names, columns, item

NAME = "day"
TITLE = Text("服务日统计", "Report of the day")

_COUNTED = ("issued", "persons", "finished", "missed", "cancelled", "carried_over", "still_open")
_COLUMNS = columns(
    "date", "opens_at", "closing_at", *_COUNTED, "mean_wait_s", "p90_wait_s", "longest_wait_s", "mean_serving_s",
    "last_end_at", "extended_s",
)  # fmt: skip
_OUTCOME_COLUMNS = columns("outcome_name", "count", "persons")
_OUT_OF_ORDER_COLUMNS = columns(
    "date", "label", "service_name", "called_at", "wait_s", "counter_name", "clerk_name", "reason"
)


def report(connection: Connection, hall: str, plan: Plan, first: Date, last: Date) -> Report:
    """Numbers count once, by the business day that gave them; waits and servings count by turn."""
    asked = within(turns, hall, first, last)
    by_outcome = _by_outcome(connection, hall, first, last)
    ends = _last_ends(connection, hall, first, last)
    waits = spreads(connection, WAIT, asked & CALLED, turns.c.date)
    servings = spreads(connection, SERVING, asked & SERVED, turns.c.date)
    rows = [
        _day(day, {outcome: found for (date, outcome), found in by_outcome.items() if date == day.date})
        | _spans(waits.get((day.date,), NO_SPREAD), servings.get((day.date,), NO_SPREAD))
        | _end(day, ends.get(day.date))
        for day in days_of(connection, hall, first, last)
    ]
    wait = spreads(connection, WAIT, asked & CALLED).get((), NO_SPREAD)
    serving = spreads(connection, SERVING, asked & SERVED).get((), NO_SPREAD)
    overall = {key: sum(row[key] for row in rows) for key in _COUNTED} | _spans(wait, serving)
    ratings = _ratings(connection, hall, first, last)
    names = Names(plan)
    entered = [entered_row(ticket, names) for ticket in entered_afterwards(connection, hall, first, last)]
    return report_of(
        plan,
        NAME,
        TITLE,
        first,
        last,
        [item(key, value) for key, value in (overall | ratings).items()],
        Table("days", COLUMNS["date"].name, _COLUMNS, rows),
        Table("outcomes", COLUMNS["outcome_name"].name, _OUTCOME_COLUMNS, _outcomes(by_outcome)),
        Table("out_of_order", COLUMNS["out_of_order"].name, _OUT_OF_ORDER_COLUMNS,
              _out_of_order(connection, hall, first, last, names)),
        Table("entered", COLUMNS["entered"].name, ENTERED_COLUMNS, entered),
    )  # fmt: skip


Found = dict[tuple[str, str | None], tuple[int, int]]  # (date, outcome) -> numbers, persons


def _by_outcome(connection: Connection, hall: str, first: Date, last: Date) -> Found:
    t = tickets.c
    query = select(t.date, t.outcome, func.count(), func.sum(t.persons)).where(within(tickets, hall, first, last))
    return {
        (date, outcome): (n, people)
        for date, outcome, n, people in connection.execute(query.group_by(t.date, t.outcome))
    }


def _last_ends(connection: Connection, hall: str, first: Date, last: Date) -> dict[str, int]:
    t = tickets.c
    query = select(t.date, func.max(t.ended_at)).where(within(tickets, hall, first, last), t.ended_at.is_not(None))
    return {row[0]: row[1] for row in connection.execute(query.group_by(t.date))}


def _day(day: DayRow, found: dict[str | None, tuple[int, int]]) -> Row:
    return {
        "date": day.date,
        "opens_at": moment(day.opens_at),
        "closing_at": moment(day.closing_at),
        "issued": sum(n for n, _ in found.values()),
        "persons": sum(people for _, people in found.values()),
        "finished": sum(n for outcome, (n, _) in found.items() if outcome in CLERK_OUTCOMES),
        **{key: found.get(key, (0, 0))[0] for key in ("missed", "cancelled", "carried_over")},
        "still_open": found.get(None, (0, 0))[0],
    }


def _spans(wait: Any, serving: Any) -> Row:
    return {
        "mean_wait_s": wait.mean_s,
        "p90_wait_s": wait.p90_s,
        "longest_wait_s": wait.longest_s,
        "mean_serving_s": serving.mean_s,
    }


def _end(day: DayRow, last_end: int | None) -> Row:
    """`extended_s` is blank when everything had ended by closing time."""
    late = last_end is not None and last_end > day.closing_at
    return {"last_end_at": moment(last_end), "extended_s": seconds(last_end - day.closing_at) if late else None}  # type: ignore[operator]


def _outcomes(by_outcome: Found) -> list[Row]:
    rows = []
    for outcome in [*OUTCOMES, None]:
        found = [numbers for (_, other), numbers in by_outcome.items() if other == outcome]
        if found:
            rows.append(
                {
                    "outcome": outcome,
                    "outcome_name": OUTCOMES.get(outcome or "", STILL_OPEN),
                    "count": sum(n for n, _ in found),
                    "persons": sum(people for _, people in found),
                }
            )
    return rows


def _ratings(connection: Connection, hall: str, first: Date, last: Date) -> Row:
    rating = tickets.c.rating
    query = select(func.count(rating), func.sum(case((rating >= GOOD_RATING, 1), else_=0)))
    given, good = connection.execute(query.where(within(tickets, hall, first, last))).one()
    return {"ratings": given, "satisfied": good / given if given else None}


def _out_of_order(connection: Connection, hall: str, first: Date, last: Date, names: Names) -> list[Row]:
    """Numbers called out of order, each with the reason that the clerk gave."""
    query = select(turns).where(within(turns, hall, first, last), turns.c.rule == "by_label")
    return [
        {
            "date": turn.date,
            "ticket": turn.ticket,
            "label": turn.label,
            "service": turn.service,
            "service_name": names.service(turn.service),
            "called_at": moment(turn.called_at),
            "wait_s": seconds(turn.called_at - turn.waiting_from),
            "counter": turn.counter,
            "counter_name": names.counter(turn.counter),
            "clerk": turn.clerk,
            "clerk_name": turn.clerk,
            "reason": turn.stated,
        }
        for turn in connection.execute(query.order_by(turns.c.called_at))
    ]
