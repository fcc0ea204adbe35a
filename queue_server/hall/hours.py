"""The plan's hours: the week, holidays, and extra days; what else every part of a plan has in common."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DATES, SPANS = 1000, 12  # the most that a plan may have
NIGHT_MOST = 16 * 60  # minutes of a span over midnight, but for one that lasts the whole day
_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")

Path = tuple[str | int, ...]
Problem = tuple[Path, str]
Minutes = Annotated[int, Field(ge=0, le=24 * 60)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, serialize_by_alias=True)


def _span(text: str) -> str:
    match = _SPAN.fullmatch(text)
    if not match or (match[3] == "24" and match[4] != "00"):
        raise ValueError(f"{text!r} is no span of hours like '09:00-12:00'")
    begins, ends = minutes_of(text)
    lasts = ends - begins
    if ends > 24 * 60 and NIGHT_MOST < lasts < 24 * 60:  # 14:00-07:30 is 17:30 mistyped
        raise ValueError(f"{text!r} would last {lasts / 60:.3g} hours, to the next day; is that meant?")
    return text


Hours = Annotated[str, AfterValidator(_span)]


class Days(Part):
    """Several dates in a row, the last one included."""

    first: Date = Field(alias="from")
    last: Date = Field(alias="to")


DATE_TAG, DAYS_TAG = "<date>", "<days>"  # no keys of a plan: they are left out of the path of a problem
Closed = Annotated[
    Annotated[Date, Tag(DATE_TAG)] | Annotated[Days, Tag(DAYS_TAG)],
    Discriminator(lambda value: DAYS_TAG if isinstance(value, dict | Days) else DATE_TAG),
]


class ExtraDay(Part):
    """A day with hours of its own, or with those of a weekday: a Saturday that is worked as a Wednesday."""

    date: Date
    hours: Annotated[list[Hours], Field(min_length=1, max_length=SPANS)] | None = None
    weekday: Weekday | None = Field(None, alias="as")


class HallHours(Part):
    """Local hours. `closed` beats `open`, `open` beats `week`. A span that ends before it starts ends next day.

    `break`: whether those who wait at the end of a session wait for the next one, or are served on until they are
    done, as at closing time.
    """

    week: dict[Weekday, Annotated[list[Hours], Field(max_length=SPANS)]]
    prepare_min: Minutes = 10
    last_ticket_min: Minutes = 0
    in_break: Literal["wait", "extend"] = Field("wait", alias="break")
    closed: list[Closed] = Field([], max_length=DATES)
    open: list[ExtraDay] = Field([], max_length=DATES)

    def on(self, date: Date) -> list[str]:
        """The spans of one date, empty when the hall is closed."""
        if any(day.first <= date <= day.last if isinstance(day, Days) else day == date for day in self.closed):
            return []
        weekday = WEEKDAYS[date.weekday()]
        for extra in self.open:
            if extra.date == date:
                if extra.hours is not None:
                    return extra.hours
                weekday = extra.weekday or weekday
        return self.week.get(weekday, [])


def contradictions(hours: HallHours) -> Iterator[Problem]:
    """What is wrong between the parts of the hours, each of which is right by itself."""
    yield from twice([extra.date for extra in hours.open], "hours", "open", "date")
    for day, spans in hours.week.items():
        yield from _of_hours(spans, hours.last_ticket_min, ("hours", "week", day))
        following = hours.week.get(_after(day), [])
        night = max((ends for _, ends in map(minutes_of, spans)), default=0)
        if following and night > 24 * 60 + min(begins for begins, _ in map(minutes_of, following)):
            yield ("hours", "week", day), "its night goes on into the sessions of the day after"
    for place, closed in enumerate(hours.closed):
        if isinstance(closed, Days) and closed.last < closed.first:
            yield ("hours", "closed", place, "to"), f"{closed.last} is before {closed.first}"
    for place, extra in enumerate(hours.open):
        yield from _of_extra(extra, hours, ("hours", "open", place))


def _after(day: Weekday) -> Weekday:
    return WEEKDAYS[(WEEKDAYS.index(day) + 1) % 7]


def _of_extra(extra: ExtraDay, hours: HallHours, path: Path) -> Iterator[Problem]:
    if (extra.hours is None) == (extra.weekday is None):
        yield path, "an extra day needs either `hours`, or `as`: the weekday whose hours it has"
    elif extra.hours is not None:
        yield from _of_hours(extra.hours, hours.last_ticket_min, (*path, "hours"))
    elif extra.weekday is not None and not hours.week.get(extra.weekday):
        yield (*path, "as"), f"{extra.weekday!r} has no hours in the week"


def _of_hours(spans: list[str], last_ticket_min: int, path: Path) -> Iterator[Problem]:
    sessions = sorted(minutes_of(span) for span in spans)
    if overlap(sessions):
        yield path, "two of its sessions overlap"
    if sessions and sessions[-1][1] - sessions[0][0] <= last_ticket_min:
        yield path, f"with last_ticket_min {last_ticket_min} no number could ever be taken"


def twice(items: list[Any], *path: str) -> Iterator[Problem]:
    for place, item in enumerate(items):
        if item in items[:place]:
            yield (*path[:-1], place, path[-1]), f"{str(item)!r} is there twice"


def overlap(spans: list[tuple[int, int]]) -> bool:
    """Of spans in order."""
    return any(begins < ends for (_, ends), (begins, _) in pairwise(spans))


def minutes_of(span: str) -> tuple[int, int]:
    """From local midnight; a span that ends before it starts ends next day."""
    begins, ends = (int(clock[:2]) * 60 + int(clock[3:]) for clock in span.split("-"))
    return begins, ends if ends > begins else ends + 24 * 60
