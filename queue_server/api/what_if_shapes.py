"""What is asked and told of a day that is played again with other plans."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from ..fields import Body, Word
from ..live.shapes import Shape


class WhatIfChange(Body):
    """Of the present plan: a new counter `like` each of these, the day's closing so much later (earlier when below
    zero), and one `lane` with another rate or head start."""

    like: list[Word] = Field([], max_length=10)
    closing_min: Annotated[int, Field(ge=-12 * 60, le=12 * 60)] = 0
    lane: Word | None = None
    rate: Annotated[float, Field(gt=0, le=1000)] | None = None
    head_start_min: Annotated[float, Field(ge=0, le=24 * 60)] | None = None


class WhatIfRequest(Body):
    """`date`: a business day that is over, the last one when it is left out. `every_counter`: on post all day, not as
    they were."""

    date: Date | None = None
    every_counter: bool = False
    changes: list[WhatIfChange] = Field([], max_length=4)


class WaitSpread(Shape):
    """Of who was called; None when nobody was."""

    called: int
    mean_s: int | None
    median_s: int | None
    p90_s: int | None
    longest_s: int | None


class ClosingPlayed(Shape):
    """Waiting and serving are counts at closing time; extended_s, from closing time to the last end."""

    closing_at: datetime | None
    waiting: int
    serving: int
    served_after: int
    last_end_at: datetime | None
    extended_s: int


class DayPlayed(Shape):
    """`tickets`: waits; a transfer is one more. `refused`: who got no number, by code. `busy`: the share of the time on
    post (`manned_s`, of all counters) in which somebody was served. `waiting`: how many, at each of the `at`."""

    name: Literal["", "plan", "change"]  # "": as it was
    tickets: int
    served: int
    never_called: int
    refused: dict[str, int]
    wait: WaitSpread
    lanes: dict[str, WaitSpread]
    services: dict[str, WaitSpread]
    closing: ClosingPlayed
    manned_s: int
    busy: float | None
    waiting: list[int]


class WhatIf(Shape):
    """As it was, then by the present plan, then by each change. No date and no days before the first day is over."""

    date: Date | None
    timezone: str
    at: list[datetime]
    days: list[DayPlayed]
