"""Service beyond the end of a session before a break: who was served on at noon, by which counter and clerk.

It is told whatever the plan says of breaks: minutes that a clerk gave are minutes, and article 6 asks for them.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date as Date
from itertools import pairwise
from typing import Any

import orjson
from sqlalchemy import Connection, and_, select

from ..hall.tickets import SERVED_OUTCOMES
from ..registers.days import days
from ..registers.tickets import tickets
from ..registers.turns import turns
from .reading import moment, posts_after, seconds, within
from .shapes import Row
from .words import Names, columns

BREAK_COLUMNS = columns("date", "break_at", "counter_name", "clerk_name", "served", "last_end_at", "extended_s")


def beyond_sessions(connection: Connection, hall: str, first: Date, last: Date, names: Names) -> list[Row]:
    """One row for each clerk at each counter who ended, within a break, the turn of a number taken before it.
    `extended_s`: from the break's beginning, or from the sign-in when that was later, to the last such end."""
    kept = select(days.c.date, days.c.sessions).where(within(days, hall, first, last), days.c.sessions.is_not(None))
    return [
        row
        for day in connection.execute(kept.order_by(days.c.date))
        for (_, began), (resumes, _) in pairwise(orjson.loads(day.sessions))
        for row in _of_break(connection, hall, day.date, began, resumes, names)
    ]


def _of_break(connection: Connection, hall: str, date: str, began: int, resumes: int, names: Names) -> list[Row]:
    same = and_(tickets.c.hall == turns.c.hall, tickets.c.ticket == turns.c.ticket)
    query = (
        select(turns.c.counter, turns.c.clerk, turns.c.ended_at, turns.c.outcome)
        .join(tickets, same)
        .where(turns.c.hall == hall, turns.c.date == date, turns.c.started_at.is_not(None))
        .where(turns.c.ended_at > began, turns.c.ended_at <= resumes, tickets.c.issued_at < began)
    )
    ended: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for turn in connection.execute(query):
        ended[turn.counter, turn.clerk].append(turn)
    since: dict[tuple[str, str], int] = {}
    for post in posts_after(connection, hall, began, resumes):
        since.setdefault((post.counter, post.clerk), max(began, post.since))
    rows = []
    for (counter, clerk), mine in sorted(ended.items()):
        last_end = max(turn.ended_at for turn in mine)
        rows.append(
            {
                "date": date,
                "break_at": moment(began),
                "counter": counter,
                "counter_name": names.counter(counter),
                "clerk": clerk,
                "clerk_name": clerk,
                "served": sum(turn.outcome in SERVED_OUTCOMES for turn in mine),
                "last_end_at": moment(last_end),
                "extended_s": seconds(last_end - since.get((counter, clerk), began)),
            }
        )
    return rows
