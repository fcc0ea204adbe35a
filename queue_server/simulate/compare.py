"""The same day through several plans, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from ..hall.instants import MINUTE
from ..hall.plan import Plan
from .arrivals import Arrival
from .run import Posts, Run
from .visits import Day, Visit, instant, told

STEP = 10 * MINUTE  # between two points of how many wait
POINTS = 200  # the most of them: a queue that lasts for days is shown with longer steps


def compare(
    plans: Sequence[tuple[str, Plan]], arrivals: Sequence[Arrival], posts: Posts | None = None, was: Day | None = None
) -> dict[str, Any]:
    """What becomes of the arrivals with each plan, JSON-able. The first of `days` is the day as it was, when that is
    known; `at` are the instants of every day's `waiting`."""
    days = [(name, played(plan, arrivals, posts)) for name, plan in plans]
    if was is not None:
        days.insert(0, ("", was))
    instants = _instants([day for _, day in days])
    return {
        "timezone": plans[0][1].timezone,
        "at": [instant(at) for at in instants],
        "days": [{"name": name, **told(day, instants)} for name, day in days],
    }


def played(plan: Plan, arrivals: Sequence[Arrival], posts: Posts | None = None) -> Day:
    """The day as it becomes with this plan."""
    run = Run(plan, arrivals, posts)
    visits = [
        Visit(
            ticket.service, ticket.lane, ticket.issued_at, ticket.turn.called_at, ticket.ended_at,
            ticket.ended_at - ticket.turn.called_at if ticket.ended_at and ticket.turn.called_at else 0,
        )
        for ticket in run.tickets
    ]  # fmt: skip
    closing_at = run.closing.closing_at if run.closing else None
    return Day(visits, closing_at, run.manned_us, Counter(refused["reason"] for refused in run.refused))


def _instants(days: Sequence[Day]) -> list[int]:
    """From the first arrival until nobody waits any more in any of the days."""
    came = [visit.came_at for day in days for visit in day.visits]
    if not came:
        return []
    ends = [visit.called_at or visit.came_at for day in days for visit in day.visits]
    first, last = min(came) // STEP * STEP, max(ends) + STEP
    step = STEP * -(-(last - first) // (STEP * POINTS))
    return list(range(first, last + 1, step))
