"""Who comes: `arrived_at,service,lane,service_s[,persons]` as CSV, and every problem named with its line."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from ..hall.instants import SECOND, from_datetime
from ..hall.plan import ORDINARY, Plan

COLUMNS = ("arrived_at", "service", "lane", "service_s")
LONGEST_SERVING_S = 7 * 24 * 3600
PROBLEMS_SHOWN = 20


class ArrivalsInvalid(Exception):
    """The arrivals cannot be read; each problem names its line."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody comes. Instants and spans in microseconds. `admitted`: by staff, after the last-ticket time too."""

    at: int
    service: str
    lane: str
    serving_us: int
    persons: int = 1
    admitted: bool = False


def read_arrivals(text: str, plan: Plan) -> list[Arrival]:
    """The arrivals in a CSV text. A time without a zone is the hall's; an empty lane is the ordinary one."""
    reader = csv.DictReader(text.splitlines(), strict=True)
    arrivals, problems = [], []
    try:
        names = reader.fieldnames or []
        missing = [name for name in COLUMNS if name not in names]
        unknown = [name for name in names if name not in (*COLUMNS, "persons")]
        if missing or unknown or len(set(names)) < len(names):
            raise ArrivalsInvalid(f"line 1: the columns are {','.join(COLUMNS)}[,persons], not {','.join(names)}")
        for row in reader:
            try:
                arrivals.append(_arrival(row, plan))
            except ValueError as error:
                problems.append(f"line {reader.line_num}: {error}")
    except csv.Error as error:
        problems.append(f"line {reader.line_num + 1}: {error}")
    if problems:
        more = [f"and {len(problems) - PROBLEMS_SHOWN} more"] if len(problems) > PROBLEMS_SHOWN else []
        raise ArrivalsInvalid("\n".join(problems[:PROBLEMS_SHOWN] + more))
    return arrivals


def _arrival(row: dict[str, Any], plan: Plan) -> Arrival:
    if None in row or None in row.values():
        raise ValueError("it has more or fewer fields than the first line")
    service, lane = row["service"].strip(), row["lane"].strip() or ORDINARY
    if service not in plan.service_by_id:
        raise ValueError(f"service {service!r} is not in the plan, which has {', '.join(plan.service_by_id)}")
    if lane not in plan.lane_by_id:
        raise ValueError(f"lane {lane!r} is not in the plan, which has {', '.join(plan.lane_by_id)}")
    return Arrival(
        _instant(row["arrived_at"].strip(), plan), service, lane, _span(row["service_s"].strip()),
        _persons((row.get("persons") or "").strip()),
    )  # fmt: skip


def _instant(text: str, plan: Plan) -> int:
    try:
        moment = datetime.fromisoformat(text)
        if not 1970 < moment.year < 9999:
            raise ValueError
        return from_datetime(moment if moment.tzinfo else moment.replace(tzinfo=plan.zone))
    except ValueError:
        raise ValueError(f"arrived_at {text!r} is no time like 2026-11-25T09:00:00") from None


def _span(text: str) -> int:
    try:
        seconds = Decimal(text)
        if not 0 <= seconds <= LONGEST_SERVING_S:
            raise InvalidOperation
    except InvalidOperation:
        raise ValueError(f"service_s {text!r} is no number of seconds from 0 to {LONGEST_SERVING_S}") from None
    return int((seconds * SECOND).to_integral_value())


def _persons(text: str) -> int:
    if text and not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= 99):
        raise ValueError(f"persons {text!r} is no number of people")
    return int(text or 1)
