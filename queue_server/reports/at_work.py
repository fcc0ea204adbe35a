"""The reports by counter and by clerk (窗口统计, 人员统计): the same figures, by where or by whom.

- on post: from signing in to signing out (or so far), pauses included; a post belongs to the business day that had
  not closed yet when it began.
- busy: serving in all as a share of the time on post without pauses.
- ratings go to the clerk who served the visit last; satisfied are those of 3 and above (基本满意), as the national
  rule counts.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date as Date
from typing import Any

from sqlalchemy import Column, Connection, and_, case, func, select

from ..hall.plan import Plan
from ..registers.tickets import tickets
from ..registers.turns import turns
from .reading import (
    CALLED,
    NO_SPREAD,
    SERVED,
    SERVING,
    counts,
    days_of,
    last_at,
    posts_between,
    seconds,
    spreads,
    total,
    within,
)
from .shapes import Item, Report, Row, Table, Text, report_of
from .words import Names, columns, in_plan_order, item

OF_COUNTERS, OF_CLERKS = Text("窗口统计", "Report by counter"), Text("人员统计", "Report by clerk")

GOOD_RATING = 3

_FIGURES = (
    "called", "served", "out_of_order", "mean_serving_s", "p90_serving_s", "serving_s", "on_post_s",
    "paused_s", "pauses", "busy",
)  # fmt: skip
_SUMMED = ("called", "served", "out_of_order", "serving_s", "on_post_s", "paused_s")


def by_counter(connection: Connection, hall: str, plan: Plan, first: Date, last: Date) -> Report:
    names = Names(plan)
    figures = _figures(connection, hall, first, last, turns.c.counter)
    rows = [
        {"counter": counter, "counter_name": names.counter(counter), **figures[counter]}
        for counter in in_plan_order(set(figures), names.counters)
    ]
    table = Table("counters", OF_COUNTERS, columns("counter_name", *_FIGURES), rows)
    return report_of(plan, "counters", OF_COUNTERS, first, last, _summary(rows), table)


def by_clerk(connection: Connection, hall: str, plan: Plan, first: Date, last: Date) -> Report:
    figures = _figures(connection, hall, first, last, turns.c.clerk)
    ratings = _ratings(connection, hall, first, last)
    rows = [
        {"clerk": clerk, "clerk_name": clerk, **figures[clerk], **ratings.get(clerk, _NO_RATINGS)}
        for clerk in sorted({*figures, *ratings})
    ]
    table = Table("clerks", OF_CLERKS, columns("clerk_name", *_FIGURES, "ratings", "satisfied", "mean_rating"), rows)
    return report_of(plan, "clerks", OF_CLERKS, first, last, _summary(rows), table)


def _summary(rows: list[Row]) -> list[Item]:
    return [item(key, total(row[key] for row in rows)) for key in _SUMMED]


def _figures(connection: Connection, hall: str, first: Date, last: Date, by: Column[Any]) -> dict[str, Row]:
    asked = within(turns, hall, first, last) & CALLED & by.is_not(None)
    done = counts(connection, turns, asked, by, called=None, served=SERVED, out_of_order=turns.c.rule == "by_label")
    servings = spreads(connection, SERVING, asked & SERVED, by)
    held = _on_post(connection, hall, first, last, by.name)
    figures: dict[str, Row] = defaultdict(lambda: _row({}, NO_SPREAD, _NOT_ON_POST))
    for who in {*(key[0] for key in done), *held}:
        figures[who] = _row(done.get((who,), {}), servings.get((who,), NO_SPREAD), held.get(who, _NOT_ON_POST))
    return figures


def _row(done: Row, serving: Any, held: tuple[int, int, int]) -> Row:
    on_post_us, paused_us, pauses = held
    at_work_us = on_post_us - paused_us
    return {
        "called": done.get("called", 0),
        "served": done.get("served", 0),
        "out_of_order": done.get("out_of_order", 0),
        "mean_serving_s": serving.mean_s,
        "p90_serving_s": serving.p90_s,
        "serving_s": serving.total_s,
        "on_post_s": seconds(on_post_us),
        "paused_s": seconds(paused_us),
        "pauses": pauses,
        "busy": min(1.0, serving.total_s * 1_000_000 / at_work_us) if at_work_us > 0 else None,
    }


_NOT_ON_POST = (0, 0, 0)


def _on_post(connection: Connection, hall: str, first: Date, last: Date, by: str) -> dict[str, tuple[int, int, int]]:
    """(on post, paused, pauses) by counter or clerk, microseconds; what is going on counts so far."""
    ranged = days_of(connection, hall, first, last)
    if not ranged:
        return {}
    as_of = last_at(connection, hall)
    found: dict[str, tuple[int, int, int]] = defaultdict(lambda: _NOT_ON_POST)
    for post in posts_between(connection, hall, ranged[0].begin, ranged[-1].end):
        on_post, paused, pauses = found[getattr(post, by)]
        until = as_of if post.until is None else post.until
        pausing = as_of - post.paused_at if post.paused_at is not None else 0
        found[getattr(post, by)] = (
            on_post + until - post.since,
            paused + post.paused_us + pausing,
            pauses + post.pauses + (post.paused_at is not None),
        )
    return found


_NO_RATINGS: Row = {"ratings": 0, "satisfied": None, "mean_rating": None}


def _ratings(connection: Connection, hall: str, first: Date, last: Date) -> dict[str, Row]:
    """By the clerk of the last turn that was served."""
    same = and_(turns.c.hall == tickets.c.hall, turns.c.date == tickets.c.date, turns.c.ticket == tickets.c.ticket)
    other = turns.alias()
    later = (
        select(other.c.number)
        .where(other.c.hall == turns.c.hall, other.c.date == turns.c.date, other.c.ticket == turns.c.ticket)
        .where(other.c.number > turns.c.number, other.c.started_at.is_not(None))
        .exists()
    )
    query = (
        select(
            turns.c.clerk,
            func.count().label("ratings"),
            func.sum(case((tickets.c.rating >= GOOD_RATING, 1), else_=0)).label("good"),
            func.sum(tickets.c.rating).label("levels"),
        )
        .join(tickets, same)
        .where(within(tickets, hall, first, last), tickets.c.rating.is_not(None))
        .where(turns.c.started_at.is_not(None), ~later)
        .group_by(turns.c.clerk)
    )
    return {
        row.clerk: {
            "ratings": row.ratings,
            "satisfied": row.good / row.ratings,
            "mean_rating": row.levels / row.ratings,
        }
        for row in connection.execute(query)
    }
