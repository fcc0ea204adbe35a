"""A day as everybody's wait and serving, played or recorded, and what is told of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..hall.instants import SECOND, to_datetime


@dataclass(frozen=True, slots=True)
class Visit:
    """One wait and one serving. Instants and spans in microseconds."""

    service: str
    lane: str
    came_at: int
    called_at: int | None  # None: never
    left_at: int | None  # None: still there when the day's record ends
    kept_us: int  # how long the serving kept its counter; 0 when nobody served them


@dataclass(frozen=True, slots=True)
class Day:
    """`manned_us`: how long the counters were on post, all together. `refused`: by reason, who got no number."""

    visits: list[Visit]
    closing_at: int | None
    manned_us: int
    refused: Mapping[str, int]

    @property
    def last_end_at(self) -> int | None:
        return max((v.left_at for v in self.visits if v.kept_us and v.left_at is not None), default=None)


def told(day: Day, instants: Iterable[int]) -> dict[str, Any]:
    """What is told of a day, JSON-able; `waiting` are how many waited at each of the instants, which are in order."""
    visits = day.visits
    served = [visit for visit in visits if visit.kept_us]
    return {
        "tickets": len(visits),
        "served": len(served),
        "never_called": sum(visit.called_at is None for visit in visits),
        "refused": dict(day.refused),
        "wait": spread(visits),
        "lanes": _spreads(visits, lambda visit: visit.lane),
        "services": _spreads(visits, lambda visit: visit.service),
        "closing": _closing(day),
        "manned_s": day.manned_us // SECOND,
        "busy": sum(visit.kept_us for visit in served) / day.manned_us if day.manned_us else None,
        "waiting": waiting_at(visits, instants),
    }


def spread(visits: Iterable[Visit]) -> dict[str, Any]:
    """Of the waits of those who were called, whole seconds. The ninth in ten is the smallest that nine in ten do not
    exceed, as in the reports; the middle likewise."""
    waits = sorted(visit.called_at - visit.came_at for visit in visits if visit.called_at is not None)
    if not waits:
        return {"called": 0, "mean_s": None, "median_s": None, "p90_s": None, "longest_s": None}
    return {
        "called": len(waits),
        "mean_s": sum(waits) // len(waits) // SECOND,
        "median_s": waits[(len(waits) - 1) // 2] // SECOND,
        "p90_s": waits[(len(waits) * 9 + 9) // 10 - 1] // SECOND,
        "longest_s": waits[-1] // SECOND,
    }


def _spreads(visits: Iterable[Visit], of: Callable[[Visit], str]) -> dict[str, Any]:
    groups: dict[str, list[Visit]] = {}
    for visit in visits:
        groups.setdefault(of(visit), []).append(visit)
    return {group: spread(members) for group, members in groups.items()}


def _closing(day: Day) -> dict[str, Any]:
    """Counts at closing time, those called from then on, and from closing time to the last end."""
    closing, last = day.closing_at, day.last_end_at
    if closing is None:
        return {"closing_at": None, "waiting": 0, "serving": 0, "served_after": 0, "last_end_at": None, "extended_s": 0}
    return {
        "closing_at": instant(closing),
        "waiting": sum(v.came_at < closing and (_waited_until(v) or closing) >= closing for v in day.visits),
        "serving": sum(
            v.called_at is not None and v.called_at < closing and v.kept_us > 0 and (v.left_at or closing) >= closing
            for v in day.visits
        ),
        "served_after": sum(v.called_at is not None and v.called_at >= closing and v.kept_us > 0 for v in day.visits),
        "last_end_at": None if last is None else instant(last),
        "extended_s": max(0, last - closing) // SECOND if last is not None else 0,
    }


def _waited_until(visit: Visit) -> int | None:
    """When it was called, or gone."""
    return visit.called_at if visit.called_at is not None else visit.left_at


def waiting_at(visits: Iterable[Visit], instants: Iterable[int]) -> list[int]:
    changes: Counter[int] = Counter()
    for visit in visits:
        changes[visit.came_at] += 1
        if (ends := _waited_until(visit)) is not None:
            changes[ends] -= 1
    found, count = [], 0
    steps = sorted(changes.items())
    place = 0
    for at in instants:
        while place < len(steps) and steps[place][0] <= at:
            count += steps[place][1]
            place += 1
        found.append(count)
    return found


def instant(at: int) -> str:
    return to_datetime(at).isoformat().replace("+00:00", "Z")
