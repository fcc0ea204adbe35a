"""The plan: a hall's set-up as one validated document.

The document is the contract's (YAML or JSON; unknown keys are errors). Every limit has a default, so the
smallest plan is a name, a week, one service and one counter.
"""

from __future__ import annotations

import re
from datetime import date as Date
from functools import cached_property
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from .errors import PlanInvalid
from .instants import DAY, MINUTE, SECOND

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ORDINARY = "ordinary"
CARRIED_OVER = "carried_over"  # the lane of a case from an earlier day: every plan has it

_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9_-]{0,62}[a-z0-9])?$")]
Minutes = Annotated[int, Field(ge=0, le=24 * 60)]


def _span(text: str) -> str:
    match = _SPAN.fullmatch(text)
    if not match or (match[3] == "24" and match[4] != "00"):
        raise ValueError(f"{text!r} is no span of hours like '09:00-12:00'")
    return text


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"{name!r} is no time zone like Asia/Shanghai") from None
    return name


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Hours = Annotated[str, AfterValidator(_span)]
# a counter's id is written "1" or 1 in the plan; it is a text
CounterId = Annotated[str, BeforeValidator(_as_text), StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Name(_Part):
    zh: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    en: Annotated[str, StringConstraints(min_length=1, max_length=120)]


class ExtraDay(_Part):
    date: Date
    hours: list[Hours] = Field(min_length=1)


class HallHours(_Part):
    """Local hours. `closed` beats `open`, `open` beats `week`. A span that ends before it starts ends next day."""

    week: dict[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], list[Hours]]
    prepare_min: Minutes = 10
    last_ticket_min: Minutes = 0
    closed: list[Date] = []
    open: list[ExtraDay] = []

    def on(self, date: Date) -> list[str]:
        """The spans of one date, empty when the hall is closed."""
        if date in self.closed:
            return []
        for extra in self.open:
            if extra.date == date:
                return extra.hours
        return self.week.get(WEEKDAYS[date.weekday()], [])  # type: ignore[call-overload,no-any-return]


class Service(_Part):
    id: Id
    name: Name
    series: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}$")]
    branch: Id | None = None
    typical_s: Annotated[int, Field(ge=1, le=8 * 3600)] = 480  # a serving's usual length, until history knows


class Lane(_Part):
    """A claim to be next: `head start + rate x waited` (DESIGN, right of way)."""

    id: Id
    name: Name
    rate: Annotated[float, Field(gt=0, le=1000)] = 1
    head_start_min: Literal["all-day"] | Annotated[float, Field(ge=0, le=24 * 60)] = 0
    green: bool = False  # part of the green channel: offered at the kiosk, marked neutrally
    approval: bool = False  # granted by a manager with a reason
    from_age: Annotated[int, Field(ge=1, le=120)] | None = None

    @cached_property
    def head_start_us(self) -> int:
        return DAY if self.head_start_min == "all-day" else round(self.head_start_min * MINUTE)


class Support(_Part):
    service: Id
    after_min: Minutes


class Counter(_Part):
    id: CounterId
    name: Name
    serves: list[Id] = Field(min_length=1)
    support: list[Support] = []
    a: str | None = None
    b: list[str] = []


class Limits(_Part):
    """The hall's numbers. Every one has a default."""

    recall_spacing_s: Annotated[int, Field(ge=0, le=600)] = 20  # long enough to stand up and walk
    misses: Annotated[int, Field(ge=1, le=10)] = 3  # the miss that ends the ticket
    rejoin_behind: Annotated[int, Field(ge=0, le=50)] = 3  # who reports again goes behind the next three
    missed_hold_min: Minutes = 15  # after closing time, how long a missed number may still report again
    persons: Annotated[int, Field(ge=1, le=99)] = 9  # most persons on one ticket

    @property
    def recall_spacing_us(self) -> int:
        return self.recall_spacing_s * SECOND

    @property
    def missed_hold_us(self) -> int:
        return self.missed_hold_min * MINUTE


_CARRIED_LANE = Lane(id=CARRIED_OVER, name=Name(zh="顺延", en="Carried over"), rate=1, head_start_min="all-day")
_ORDINARY_LANE = Lane(id=ORDINARY, name=Name(zh="普通", en="Ordinary"))


class Plan(_Part):
    hall: Id
    name: Name
    kind: Literal["service-centre", "police-station", "traffic-fines", "vehicle-office", "outstation"]
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Shanghai"
    hours: HallHours
    services: list[Service] = Field(min_length=1)
    lanes: list[Lane] = []
    counters: list[Counter] = Field(min_length=1)
    limits: Limits = Limits()
    notices: list[Name] = []  # lines for the lobby's notice board

    @model_validator(mode="after")
    def _names_what_it_has(self) -> Plan:
        for part, items in (
            ("services", [s.id for s in self.services]),
            ("lanes", [lane.id for lane in self.lanes]),
            ("counters", [c.id for c in self.counters]),
        ):
            twice = {item for item in items if items.count(item) > 1}
            if twice:
                raise ValueError(f"{part}: {sorted(twice)[0]!r} is there twice")
        known = {service.id for service in self.services}
        for counter in self.counters:
            for name in [*counter.serves, *(support.service for support in counter.support)]:
                if name not in known:
                    raise ValueError(f"counters: {counter.id!r} serves {name!r}, which is no service")
        return self

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @cached_property
    def service_by_id(self) -> dict[str, Service]:
        return {service.id: service for service in self.services}

    @cached_property
    def lane_by_id(self) -> dict[str, Lane]:
        """The plan's lanes, with the two that every hall has."""
        always = {ORDINARY: _ORDINARY_LANE, CARRIED_OVER: _CARRIED_LANE}
        return always | {lane.id: lane for lane in self.lanes}

    @cached_property
    def counter_by_id(self) -> dict[str, Counter]:
        return {counter.id: counter for counter in self.counters}

    @cached_property
    def days_known(self) -> dict[Date, Any]:
        """Where day.business_day keeps what it made of this plan: it is asked with every command."""
        return {}

    def lane_for_age(self, age: int) -> Lane | None:
        """The lane that an age opens by itself: the one with the highest `from_age` reached."""
        reached = [lane for lane in self.lanes if lane.from_age is not None and lane.from_age <= age]
        return max(reached, key=lambda lane: lane.from_age or 0, default=None)


Path = tuple[str | int, ...]


def read_plan(document: Any, line_of: Any = None) -> Plan:
    """The plan in a parsed document.

    `line_of(path) -> int | None` tells the line of a path in the file it came from.
    Raises PlanInvalid with all problems, each {path, line, problem}.
    """
    try:
        return Plan.model_validate(document)
    except ValidationError as error:
        problems = []
        for found in error.errors(include_url=False, include_context=False, include_input=False):
            path: Path = tuple(found["loc"])
            where = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")
            problem = "unknown key" if found["type"] == "extra_forbidden" else found["msg"]
            problems.append({"path": where, "line": line_of(path) if line_of else None, "problem": problem})
        raise PlanInvalid(problems=problems) from None
