"""Small changes of a plan, to be tried on one day: one more counter, other hours, another right of way of a lane."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from itertools import count
from typing import Any

from ..hall.errors import UnknownCounter, UnknownLane
from ..hall.hours import minutes_of
from ..hall.plan import Plan
from ..hall.plan_reading import read_plan

DAY_MIN = 24 * 60


@dataclass(frozen=True, slots=True)
class Change:
    """`like`: a new counter for each of these, which does what it does. `closing_min`: the day closes so much later,
    or earlier when below zero. `lane`: whose `rate` and `head_start_min` are others; None: as they are."""

    like: tuple[str, ...] = ()
    closing_min: int = 0
    lane: str | None = None
    rate: float | None = None
    head_start_min: float | None = None


def changed(plan: Plan, change: Change, date: Date) -> Plan:
    """The plan with the change, whose hours are of this date. Raises UnknownCounter, UnknownLane, PlanInvalid."""
    document = plan.model_dump(mode="json", exclude_unset=True)
    for counter in change.like:
        _open_another(document["counters"], counter)
    if change.lane is not None:
        document["lanes"] = _with_lane(plan, change)
    spans = plan.hours.on(date)
    if change.closing_min and spans:
        hours = document["hours"]
        others = [extra for extra in hours.get("open", []) if extra["date"] != date.isoformat()]
        hours["open"] = [*others, {"date": date.isoformat(), "hours": _closing_later(spans, change.closing_min)}]
    return read_plan(document)


def _open_another(counters: list[dict[str, Any]], like: str) -> None:
    found = next((counter for counter in counters if counter["id"] == like), None)
    if found is None:
        raise UnknownCounter(counter=like)
    taken = {counter["id"] for counter in counters}
    new = next(name for number in count(2) if (name := f"{like[:28]}-{number}") not in taken)
    counters.append({key: value for key, value in found.items() if key not in ("a", "b")} | {"id": new})


def _with_lane(plan: Plan, change: Change) -> list[dict[str, Any]]:
    lane = plan.lane_by_id.get(change.lane or "")
    if lane is None:
        raise UnknownLane(lane=change.lane)
    given = {"rate": change.rate, "head_start_min": change.head_start_min}
    new = lane.model_dump(mode="json", exclude_unset=True) | {
        key: value for key, value in given.items() if value is not None
    }
    return [one.model_dump(mode="json", exclude_unset=True) for one in plan.lanes if one.id != lane.id] + [new]


def _closing_later(spans: Iterable[str], later_min: int) -> list[str]:
    """The last of the day's spans ends later, at most a day after it begins; one that would end before it begins
    falls away."""
    *others, last = sorted(spans, key=minutes_of)
    begins, ends = minutes_of(last)
    ends = min(ends + later_min, begins + DAY_MIN)
    if ends <= begins:
        return others or [last]
    return [*others, f"{_clock(begins)}-{_clock(ends)}"]


def _clock(minutes: int) -> str:
    """24:00 is the midnight that ends the day."""
    rest = minutes % DAY_MIN if minutes != DAY_MIN else DAY_MIN
    return f"{rest // 60:02d}:{rest % 60:02d}"
