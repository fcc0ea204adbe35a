"""What requests carry and what the answers say, beside the views of live/shapes.py.

Ratings have exactly the five levels of the national rule (好差评): 5 非常满意, 4 满意, 3 基本满意, 2 不满意,
1 非常不满意.
"""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ..fields import ONE_LINE, Body, Moment, Word, Words
from ..hall.slips import Form
from ..hall.tickets import ClerkOutcome
from ..live.booking_shapes import Appointment
from ..live.shapes import Day, Forecast, Guide, HallName, Shape, Text
from ..powers import DeviceKind
from ..registers.printers import PrinterState

Outcome = ClerkOutcome


# requests


class Credentials(Body):
    username: Word
    password: Annotated[str, StringConstraints(min_length=1, max_length=1024)]


class TicketRequest(Body):
    service: Word
    lane: Word | None = None
    persons: Annotated[int, Field(ge=-99, le=9999)] = 1  # how many the hall takes is in its plan
    id_number: Annotated[str, StringConstraints(max_length=32)] | None = None  # opens the lane of an age; not kept
    reason: Words | None = None  # of a late admission, or of a lane that needs approval
    carried_from: Word | None = None  # id of the ticket whose case was carried over to today
    more_time: bool = False  # they need more time to come when called: a walking aid, bad hearing
    taken_at: Moment | None = None  # staff: when it was written by hand, entered now with a reason
    printer: Word | None = None  # default: the kiosk's own


Phone = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^\+?[0-9]{5,19}$")]


class BookingRequest(Body):
    """`phone` and `name` are kept until the day of the appointment is over, and shown to staff alone."""

    service: Word
    slot_at: Moment  # the beginning of one of the hall's times
    persons: Annotated[int, Field(ge=-99, le=9999)] = 1
    phone: Phone | None = None
    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=64, pattern=ONE_LINE)] | None = None
    printer: Word | None = None  # of staff and terminals: where its slip comes out


class CheckInRequest(Body):
    lane: Word | None = None  # the green channel's, instead of that of appointments
    more_time: bool = False
    reason: Words | None = None  # of an admission after the last-ticket time
    printer: Word | None = None


class LostSlipRequest(Body):
    printer: Word | None = None  # default: the kiosk's own


class PrinterReport(Body):
    state: PrinterState


class CancellationRequest(Body):
    reason: Words | None = None


class SlipRequest(Body):
    """What is printed is what stands: an open number, an accepted or carried-over case, an appointment to come."""

    ticket: Word  # its id, or the appointment's
    printer: Word | None = None  # default: the one it was sent to before, else the kiosk's own


class SlipFailure(Body):
    why: Annotated[Words, Field(min_length=1, max_length=200)]


class RatingRequest(Body):
    level: Annotated[int, Field(ge=1, le=5)]


class SignInRequest(Body):
    role: Literal["A", "B"] = "A"


class PauseRequest(Body):
    reason: Words
    minutes: Annotated[int, Field(ge=1, le=600)] | None = None


class Press(Body):
    """A press at a counter. `label`: the number the clerk had before them; when the counter has another by now
    the press is stale and changes nothing."""

    label: Word | None = None


class CallRequest(Body):
    label: Word
    reason: Words


class UnparkRequest(Body):
    label: Word


class ParkRequest(Press):
    reason: Words


class TransferRequest(Press):
    service: Word
    counter: Word | None = None
    note: Words | None = None


class FinishRequest(Press):
    outcome: Outcome
    reason: Words | None = None  # of a refusal; or what is told on acceptance: time limit, way of collecting, fee
    to: Words | None = None
    note: Words | None = None
    printer: Word | None = None  # where the slip of an acceptance comes out


class RemainingTicket(Body):
    label: Word
    reason: Words
    explanation: Words
    on: Date


class DayCloseRequest(Body):
    remaining: list[RemainingTicket]
    printer: Word | None = None  # where the slip of each comes out


# answers


class DeviceInfo(Shape):
    """Whose token it is."""

    name: str
    kind: DeviceKind
    hall: str
    printer: str | None  # where a kiosk's slips come out


class CarriedTicket(Shape):
    label: str
    on: Date  # the later day


class DayCloseAnswer(Shape):
    day: Day
    carried: list[CarriedTicket]


class Halls(Shape):
    halls: list[HallName]


class PlaqueInfo(Shape):
    """What a clerk's plaque says. None: not known yet."""

    clerk: str
    name: str
    badge: str | None
    position: str | None
    photo: bool


class Plaques(Shape):
    plaques: list[PlaqueInfo]


class ServiceInfo(Shape):
    service: str
    name: Text
    series: str


class ServiceWithGuide(ServiceInfo):
    guide: Guide | None  # where the plan has one


class LaneInfo(Shape):
    lane: str
    name: Text
    green: bool
    approval: bool
    from_age: int | None


class CounterInfo(Shape):
    id: str
    name: Text
    serves: list[str]
    support: list[str]


class OutcomeInfo(Shape):
    """How a serving may end; `needs`: the field of a finish without which it is refused."""

    outcome: Outcome
    needs: Literal["reason", "to"] | None


class HallInfo(Shape):
    """What anybody may know of a hall's set-up."""

    id: str
    name: Text
    kind: str
    kind_name: Text
    timezone: str
    day: Day
    services: list[ServiceInfo]
    lanes: list[LaneInfo]
    counters: list[CounterInfo]
    printers: list[str]  # names of its printer devices
    persons: int  # most persons on one ticket
    bookable: list[str]  # ids of the services that take appointments
    by_phone: bool  # whether citizens book them by themselves
    outcomes: list[OutcomeInfo]


class BookedAppointment(Appointment):
    token: str
    url: str  # of its page, absolute


class IssuedTicket(Shape):
    id: str
    label: str
    token: str
    url: str  # of the phone ticket, absolute
    service: str
    lane: str
    persons: int
    ahead: int
    forecast: Forecast | None
    slip: str | None  # id of its print, None when no printer was given


class RequestedSlip(Shape):
    """A slip as who asked for it may see it: without the address, which is its holder's. `copy_number` 2 and more say
    "reprint"."""

    slip: str
    form: Form
    state: Literal["requested", "printing", "printed", "failed"]
    why: str | None
    printer: str
    copy_number: int
    ticket: str  # its id, or the appointment's
    label: str  # of an appointment: its code
    hall: Text
    service: Text
    counters: list[Text]  # that serve it
    phone: str | None  # for consultation
    persons: int
    green: bool
    ahead: int | None  # None when it no longer waits
    forecast: Forecast | None
    issued_at: datetime
    appointment_at: datetime | None  # the time that was booked
    waited_s: int  # since this slip was asked for: who asked may have left the kiosk meanwhile
    timezone: str
    misses: int  # the miss that ends a number
    rejoin_behind: int  # who reports again goes behind so many
    bare: bool  # without the address
    rehearsal: bool
    counter: Text | None  # where the papers were accepted
    explanation: str | None  # what was told on acceptance, or of the later day
    on: Date | None  # the day of an appointment, or of a case carried over
    code: str | None  # with it a kiosk gives the number on that day
    check_in_from: datetime | None


class PrintJob(RequestedSlip):
    """A slip as the print agent needs it, and nobody else is told."""

    url: str  # of the number's or the appointment's page; empty on a bare slip


class PrintJobs(Shape):
    slips: list[PrintJob]


class PlanVersion(Shape):
    version: int


class JournalLine(Shape):
    seq: int
    at: datetime
    kind: str
    version: int
    by: str
    data: dict[str, object]
    hash: str


class JournalPage(Shape):
    head: int
    lines: list[JournalLine]


class ReportOffered(Shape):
    name: str
    title: Text


class ReportsOffered(Shape):
    """In the order in which they are offered; `files`: the forms besides JSON, as `format` takes them."""

    reports: list[ReportOffered]
    files: list[str]


class Present(Shape):
    """`seen_at`: when it was last heard of; null when never, since the server (or Redis) started."""

    name: str
    here: bool
    seen_at: datetime | None


class DevicePresent(Present):
    kind: DeviceKind


class Presence(Shape):
    """Devices by what they asked for, counters by whose panel is open; at whichever worker."""

    devices: list[DevicePresent]
    counters: list[Present]


class Health(Shape):
    status: Literal["ok", "trouble"]
    version: str
    at: datetime
    halls: int
    trouble: list[str]
