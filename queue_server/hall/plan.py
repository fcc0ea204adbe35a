"""The plan: a hall's set-up as one validated document.

The document is the contract's (YAML or JSON; unknown keys are errors). Every limit has a default, so the
smallest plan is a name, a week, one service and one counter.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date
from functools import cached_property
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationError,
    WrapValidator,
)

from .hours import (
    SPANS,
    HallHours,
    Hours,
    Minutes,
    Part,
)
from .instants import DAY, MINUTE, SECOND

ORDINARY = "ordinary"
CARRIED_OVER = "carried_over"  # the lane of a case from an earlier day: every plan has it
APPOINTMENT = "appointment"  # the lane of who has booked: every plan that takes appointments has it

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9_-]{0,62}[a-z0-9])?$")]


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"{name!r} is no time zone like Asia/Shanghai") from None
    return name


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


# a counter's id is written "1" or 1 in the plan; it is a text
CounterId = Annotated[str, BeforeValidator(_as_text), StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$")]


def _head_start(value: object, read: Callable[[object], Any]) -> Any:
    try:
        return read(value)
    except ValidationError:
        raise ValueError("a head start is minutes of a day, like 15, or all-day") from None


HeadStart = Annotated[Literal["all-day"] | Annotated[float, Field(ge=0, le=24 * 60)], WrapValidator(_head_start)]
# no hall comes near these; without them one plan could keep every hall of a server waiting
SERVICES, COUNTERS, LANES, NOTICES, ZONES = 200, 500, 50, 50, 50
AHEAD_MOST = 90  # days
Clerk = Annotated[str, StringConstraints(max_length=64)]
Words = StringConstraints(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$")  # one line, no controls


class Name(Part):
    zh: Annotated[str, Words]
    en: Annotated[str, Words]


Paragraph = Annotated[str, StringConstraints(min_length=1, max_length=600, pattern=r"^[^\x00-\x1f\x7f]*$")]


class GuidePart(Part):
    zh: Paragraph
    en: Paragraph


class Guide(Part):
    """What is told once and completely (regulation, article 17): exactly these eight parts."""

    basis: GuidePart
    conditions: GuidePart
    materials: list[GuidePart] = Field(min_length=1, max_length=30)
    place: GuidePart
    time: GuidePart
    process: GuidePart
    time_limit: GuidePart
    fee: GuidePart


class Service(Part):
    id: Id
    name: Name
    series: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}$")]
    branch: Id | None = None
    typical_s: Annotated[int, Field(ge=1, le=8 * 3600)] = 480  # a serving's usual length, until history knows
    quota: Annotated[int, Field(ge=0, le=100_000)] | None = None  # numbers of each session of a day; None: no end
    guide: Guide | None = None


class Lane(Part):
    """A claim to be next: `head start + rate x waited` (DESIGN, right of way)."""

    id: Id
    name: Name
    rate: Annotated[float, Field(gt=0, le=1000)] = 1
    head_start_min: HeadStart = 0
    green: bool = False  # part of the green channel: offered at the kiosk, marked neutrally
    approval: bool = False  # granted by a manager with a reason
    from_age: Annotated[int, Field(ge=1, le=120)] | None = None
    more_time: bool = False  # who takes it needs more time to come: a walking aid, bad hearing

    @cached_property
    def head_start_us(self) -> int:
        return DAY if self.head_start_min == "all-day" else round(self.head_start_min * MINUTE)


class Support(Part):
    service: Id
    after_min: Minutes


class Counter(Part):
    id: CounterId
    name: Name
    serves: list[Id] = Field(min_length=1, max_length=SERVICES)
    support: list[Support] = Field([], max_length=SERVICES)
    lanes: list[Id] = Field([], max_length=LANES)  # those that it serves first; none named: all alike
    other_lanes: Literal["when-none-waits", "never"] = "when-none-waits"
    zone: Id | None = None  # where its calls are heard; None: in every zone
    a: Clerk | None = None
    b: list[Clerk] = Field([], max_length=COUNTERS)

    @property
    def may_serve(self) -> list[str]:
        """Its own services, then those that it supports."""
        return [*self.serves, *(support.service for support in self.support)]

    def first_for(self, lane: str) -> bool:
        """Whether a lane is one of those that it serves first."""
        return not self.lanes or lane in self.lanes

    def open_for(self, lane: str) -> bool:
        """Whether it calls this lane at all."""
        return self.other_lanes == "when-none-waits" or self.first_for(lane)


class Zone(Part):
    """A part of the hall with boards of its own: a call is heard where its counter is."""

    id: Id
    name: Name


class Voice(Part):
    """How a call is said."""

    languages: list[Literal["zh", "en"]] = Field(default=["zh"], min_length=1, max_length=2)  # in this order
    times: Annotated[int, Field(ge=1, le=3)] = 2  # each call, as long as nobody has followed it


class Limits(Part):
    """The hall's numbers. Every one has a default."""

    recall_spacing_s: Annotated[int, Field(ge=0, le=600)] = 20  # long enough to stand up and walk
    recalls: Annotated[int, Field(ge=0, le=5)] = 0  # before a number may count as missed
    walking_s: Annotated[int, Field(ge=0, le=600)] = 0  # from the last call on, before it may
    walking_more_s: Annotated[int, Field(ge=0, le=600)] = 60  # the same, for who needs more time
    misses: Annotated[int, Field(ge=1, le=10)] = 3  # the miss that ends the ticket
    rejoin_behind: Annotated[int, Field(ge=0, le=50)] = 3  # who reports again goes behind the next three
    missed_hold_min: Minutes = 15  # so long after its miss a number that may report again keeps the hall open
    persons: Annotated[int, Field(ge=1, le=99)] = 9  # most persons on one ticket
    carried_days: Annotated[int, Field(ge=1, le=60)] = 10  # business days after its own on which a carried case is kept
    one_per_person: bool = False  # one open number of a service for an id number, without which none is given

    @property
    def recall_spacing_us(self) -> int:
        return self.recall_spacing_s * SECOND

    def walking_us(self, more_time: bool) -> int:
        return (max(self.walking_s, self.walking_more_s) if more_time else self.walking_s) * SECOND

    @property
    def missed_hold_us(self) -> int:
        return self.missed_hold_min * MINUTE


class Bookable(Part):
    """A service that takes appointments: in which hours, how long apart, how many for one time."""

    service: Id
    hours: list[Hours] = Field([], max_length=SPANS)  # none named: as long as the hall is open
    slot_min: Annotated[int, Field(ge=5, le=8 * 60)] = 30
    each: Annotated[int, Field(ge=1, le=1000)]


class Appointments(Part):
    """Who may book, and what a booked time is worth at the kiosk."""

    services: list[Bookable] = Field(min_length=1, max_length=SERVICES)
    ahead_days: Annotated[int, Field(ge=0, le=AHEAD_MOST)] = 14  # the last day that can be booked today
    early_min: Minutes = 30  # so long before its time an appointment can be checked in
    grace_min: Minutes = 10  # who comes later than this waits from the check-in on, not from the time booked
    by_phone: bool = False  # citizens book by themselves

    @property
    def early_us(self) -> int:
        return self.early_min * MINUTE

    @property
    def grace_us(self) -> int:
        return self.grace_min * MINUTE

    @cached_property
    def bookable(self) -> dict[str, Bookable]:
        return {bookable.service: bookable for bookable in self.services}


# a number as people read it: "023-0000-0001 转 2"
_SOME_DIGIT = r"^[^\x00-\x1f\x7f]*[0-9][^\x00-\x1f\x7f]*$"
Phone = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40, pattern=_SOME_DIGIT)]


class Phones(Part):
    """The three of the public notice column (regulation, article 13). The first is on every slip as well."""

    consultation: Phone | None = None
    complaint: Phone | None = None
    out_of_hours: Phone | None = None


_APPOINTMENT_LANE = Lane(id=APPOINTMENT, name=Name(zh="预约", en="Appointment"), rate=1, head_start_min=10)
_CARRIED_LANE = Lane(id=CARRIED_OVER, name=Name(zh="顺延", en="Carried over"), rate=1, head_start_min="all-day")
_ORDINARY_LANE = Lane(id=ORDINARY, name=Name(zh="普通", en="Ordinary"))


Kind = Literal["service-centre", "police-station", "traffic-fines", "vehicle-office", "outstation"]
KINDS: dict[Kind, Name] = {
    "service-centre": Name(zh="政务服务中心", en="Service centre"),
    "police-station": Name(zh="派出所", en="Police station"),
    "traffic-fines": Name(zh="交通违法处理点", en="Traffic fines"),
    "vehicle-office": Name(zh="车管所", en="Vehicle office"),
    "outstation": Name(zh="服务点", en="Outstation"),
}


class Plan(Part):
    hall: Id
    name: Name
    kind: Kind
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Shanghai"
    hours: HallHours
    services: list[Service] = Field(min_length=1, max_length=SERVICES)
    lanes: list[Lane] = Field([], max_length=LANES)
    counters: list[Counter] = Field(min_length=1, max_length=COUNTERS)
    zones: list[Zone] = Field([], max_length=ZONES)
    voice: Voice = Voice()
    limits: Limits = Limits()
    appointments: Appointments | None = None
    phones: Phones = Phones()
    notices: list[Name] = Field([], max_length=NOTICES)  # lines for the lobby's notice board, below the phones

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @cached_property
    def service_by_id(self) -> dict[str, Service]:
        return {service.id: service for service in self.services}

    @cached_property
    def lane_by_id(self) -> dict[str, Lane]:
        """The plan's lanes, with those that a hall has without naming them."""
        always = {ORDINARY: _ORDINARY_LANE, CARRIED_OVER: _CARRIED_LANE}
        if self.appointments:
            always[APPOINTMENT] = _APPOINTMENT_LANE
        return always | {lane.id: lane for lane in self.lanes}

    @cached_property
    def counter_by_id(self) -> dict[str, Counter]:
        return {counter.id: counter for counter in self.counters}

    def bookable(self, service: str) -> Bookable | None:
        """How a service takes appointments; None when it takes none."""
        return self.appointments.bookable.get(service) if self.appointments else None

    def counters_for(self, service: str, lane: str) -> list[Counter]:
        """Those whose own service it is, and that call this lane."""
        return [c for c in self.counters if service in c.serves and c.open_for(lane)]

    @cached_property
    def days_known(self) -> dict[Date, Any]:
        """Where day.business_day keeps what it made of this plan: it is asked with every command."""
        return {}

    def lane_for_age(self, age: int) -> Lane | None:
        """The lane that an age opens by itself: the one with the highest `from_age` reached."""
        reached = [lane for lane in self.lanes if lane.from_age is not None and lane.from_age <= age]
        return max(reached, key=lambda lane: lane.from_age or 0, default=None)
