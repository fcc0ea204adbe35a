"""The shapes of the public views: what each face of the lobby knows, and nothing more.

What staff see is in staff_shapes.py: public and staff views are different types, not one type filtered. Times are
aware UTC and leave as RFC 3339; a view carries instants ("since when"), so that a face can count on by itself and a
push is due only when something happened.
"""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from typing import Literal

from ..fields import Shape as Shape
from ..registers.printers import PrinterState
from .register_shapes import BoardRegisters, KioskRegisters

DayPhase = Literal["closed", "preparing", "open", "break", "last_tickets", "extended"]
CounterState = Literal["closed", "free", "called", "serving", "paused"]
TicketState = Literal["waiting", "called", "serving", "parked", "missed", "ended"]
SlipState = Literal["none", "requested", "printing", "printed", "failed"]
Outcome = Literal["done", "accepted", "notice_given", "refused", "referred", "cancelled", "missed", "carried_over"]


class Text(Shape):
    """A text in Chinese, with English beside it."""

    zh: str
    en: str


class HallName(Shape):
    id: str
    name: Text
    kind: str
    kind_name: Text


class Opening(Shape):
    """One session of a day: from its opening to its closing."""

    opens_at: datetime
    closes_at: datetime


class Day(Shape):
    """The business day as everybody may know it."""

    state: DayPhase
    date: Date | None  # of the running business day; None when the hall has not opened one
    sessions: list[Opening]  # today's, in order; empty on a closed day
    last_ticket_at: datetime | None
    closes_at: datetime | None
    next_opens_at: datetime | None  # the next opening, unless the hall is open
    serves_on: bool  # in a break: whether those who took a number before it are still served
    waiting: int
    serving: int  # called or being served


class Forecast(Shape):
    """A wait as a range: 20 %, 50 % and 90 % points, whole seconds; and the whole minutes that people are shown."""

    low_s: int
    mid_s: int
    high_s: int
    low_min: int  # 0: at once, or within `high_min`
    high_min: int


class Call(Shape):
    seq: int  # of calls, not of the view: a screen speaks each once and in order
    label: str
    counter: str
    counter_name: Text
    at: datetime
    recall: bool
    service: str  # so that a board of some services knows its own


class ServiceLoad(Shape):
    service: str
    name: Text
    count: int
    oldest_at: datetime | None  # when the longest-waiting one took the number


class BoardLoad(ServiceLoad):
    forecast: Forecast | None  # of one who would come now; None while no number is to be had


class BoardCounter(Shape):
    id: str
    name: Text
    state: CounterState
    label: str | None  # the number called or being served
    services: list[str]
    zone: str | None  # where its calls are heard; None: in every zone
    back_at: datetime | None  # when paused: the expected return


class Heartbeat(Shape):
    """Sent to every screen each 5 s. `speed`: how fast the hall's clock runs (1, or more in a rehearsal)."""

    hall: str
    seq: int
    at: datetime
    speed: float


class View(Shape):
    """What every view carries. `seq` is the journal's head that it shows."""

    seq: int
    at: datetime  # the hall's clock when the view was made
    speed: float  # how fast that clock runs: 1, or more in a rehearsal
    timezone: str
    hall: HallName
    rehearsal: bool
    day: Day


class Zone(Shape):
    """A part of the hall with boards of its own."""

    id: str
    name: Text


class Voice(Shape):
    """How a call is said: in which languages, and how often as long as nobody has followed it."""

    languages: list[Literal["zh", "en"]]
    times: int


class BoardView(View):
    view: Literal["board"] = "board"
    calls: list[Call]  # newest first
    waiting: list[BoardLoad]
    counters: list[BoardCounter]
    registers: BoardRegisters
    notices: list[Text]
    rules: list[Text]  # how the green channel stands to ordinary numbers, sentence by sentence
    zones: list[Zone]  # none: the hall is one
    voice: Voice


class Duty(Shape):
    """Who is on duty: the regulation (article 12) has the window show it."""

    name: str
    role: Literal["A", "B"]
    badge: str | None  # the number of the badge
    position: str | None
    photo: str | None  # its address on this server


class WindowView(View):
    view: Literal["window"] = "window"
    counter: BoardCounter
    services: list[Text]
    duty: Duty | None
    complaint: str | None  # the hall's line for complaints
    pause_reason: str | None


class KioskService(Shape):
    service: str
    name: Text
    series: str
    waiting: int
    forecast: Forecast | None  # None while no counter is on post for it
    left: int | None  # numbers of this session that are still to be had; None: no end
    more_at: datetime | None  # when the next session has numbers of its own
    guide: bool  # whether its guide can be read, at the address of the service


class KioskLane(Shape):
    lane: str
    name: Text


class PrinterStatus(Shape):
    """How a printer is, by its own word: no answer is "unknown", never "well"."""

    printer: str
    state: PrinterState
    since: datetime


class KioskView(View):
    view: Literal["kiosk"] = "kiosk"
    accepting: bool  # whether a number can be taken here now
    why_not: str | None  # an error code when not accepting
    appointments: bool  # whether somebody may come who has booked, or whose case was carried over
    id_number_needed: bool  # the hall gives one number to a person
    services: list[KioskService]
    green: list[KioskLane]  # the green channel's lanes, without those that need approval
    rule: Text  # the green channel in one sentence
    notices: list[Text]
    registers: KioskRegisters
    printers: list[PrinterStatus]  # what each has said today; which one is a kiosk's own, GET /device tells


class TicketCounter(Shape):
    id: str
    name: Text


class Continued(Shape):
    """The number that a carried-over case was given on its later day."""

    label: str
    url: str


class Guide(Shape):
    """What is told once and completely of a service: the eight parts of article 17."""

    basis: Text
    conditions: Text
    materials: list[Text]
    place: Text
    time: Text
    process: Text
    time_limit: Text
    fee: Text


class TicketView(View):
    view: Literal["ticket"] = "ticket"
    label: str
    service: str
    service_name: Text
    persons: int
    state: TicketState
    issued_at: datetime
    ahead: int | None  # turns of its service that would be called earlier; None when not waiting
    forecast: Forecast | None
    counter: TicketCounter | None  # where to go, when called or being served
    called_at: datetime | None
    misses: int
    misses_allowed: int
    rejoin_behind: int  # who reports again goes behind so many of the service
    outcome: Outcome | None
    explanation: str | None  # what the citizen was told, when carried over or refused
    on: Date | None  # the later day, when carried over
    continued: Continued | None  # once it has been given its number there
    code: str | None  # of the booking for the later day: with it a kiosk gives the number
    appointment_at: datetime | None  # the time that was booked
    guide: Guide | None  # of its service, where the plan has one
    can_cancel: bool
    can_rejoin: bool
    rating: int | None  # 1 very dissatisfied … 5 very satisfied, given once
    can_rate: bool
    slip: SlipState
    slip_why: str | None


class KioskTicket(Shape):
    """A number as the kiosk tells it to whoever types it: no more than is called out in the hall, so neither its
    holder's address nor how the visit ended."""

    label: str
    service_name: Text
    state: TicketState
    ahead: int | None  # None when not waiting
    forecast: Forecast | None
    counter: TicketCounter | None  # where to go, when called or being served
    misses: int
    misses_allowed: int
    rejoin_behind: int  # who reports again goes behind so many of the service
    can_rejoin: bool
    slip: SlipState  # of its latest print
    slip_why: str | None


class Why(Shape):
    """How many numbers taken later have been called already, and one sentence why that can be."""

    same_service: int
    other_services: int
    words: Text
