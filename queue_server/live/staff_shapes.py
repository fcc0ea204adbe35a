"""The shapes of what staff see: lanes, reasons, names. None of them is ever pushed to the lobby."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from typing import Literal

from ..hall.reasons import Rule
from .booking_shapes import BookingState
from .register_shapes import RegisterCounts
from .shapes import CounterState, PrinterStatus, ServiceLoad, Shape, Text, TicketState, View


class SlipTrouble(Shape):
    """A slip that did not come out of the printer and can be printed again."""

    slip: str
    ticket: str
    label: str
    printer: str
    why: str
    at: datetime


class PassedOver(Shape):
    label: str
    lane: str
    waited_s: int
    claim_s: int


class Reason(Shape):
    """Why this turn was called now, in full: for staff only."""

    rule: Rule
    claim_s: int
    waited_s: int
    passed_over: list[PassedOver]
    stated: str | None  # the clerk's words, when called out of order


class StaffTicket(Shape):
    """A turn as staff see it."""

    id: str
    label: str
    service: str
    service_name: Text
    lane: str
    lane_name: Text
    green: bool
    persons: int
    state: TicketState
    issued_at: datetime
    waiting_since: datetime  # counted-from
    counter: str | None
    called_at: datetime | None
    started_at: datetime | None
    recalls: int
    misses: int
    more_time: bool  # they need more time to come when called
    appointment_at: datetime | None  # the time that was booked
    note: str | None  # of the last transfer or park
    date: Date  # the business day that issued it


class CurrentTicket(StaffTicket):
    waited_s: int
    state_since: datetime  # what the time of the call, or of the serving without its breaks, is counted from
    reason: Reason
    can_recall_at: datetime | None  # the plan's spacing between recalls
    can_miss_at: datetime | None  # the plan's walking time, before which nobody counts as missed
    recalls_due: int  # before they do
    moves: list[str]  # what its state allows: recall, start, no-show, park, …


class ServiceQueue(ServiceLoad):
    """Of one service, those whom this counter may call."""

    own: bool  # False: served here as support only
    others: int  # who wait for other counters: sent there, or of lanes that are not called here


class CounterName(Shape):
    id: str
    name: Text
    serves: list[str]
    state: CounterState


class ServiceName(Shape):
    id: str
    name: Text


class Pause(Shape):
    reason: str
    since: datetime
    back_at: datetime | None


class Post(Shape):
    clerk: str
    name: str
    role: Literal["A", "B"]
    since: datetime


class CounterPost(Shape):
    """Who is on post at a counter now, and whether it pauses."""

    counter: CounterName
    post: Post | None
    pause: Pause | None


class CounterView(View):
    view: Literal["counter"] = "counter"
    counter: CounterName
    post: Post | None
    pause: Pause | None
    current: CurrentTicket | None
    waiting: list[ServiceQueue]
    next_up: list[StaffTicket]  # the next few in the order of the rule, were nobody else to come
    parked: list[StaffTicket]  # parked at this counter
    missed: list[StaffTicket]  # missed turns of this counter's services
    served: int  # turns ended here today
    services: list[ServiceName]
    counters: list[CounterName]
    slips: list[SlipTrouble]
    printers: list[PrinterStatus]
    registers: dict[str, RegisterCounts]


class ServiceLive(Shape):
    service: str
    name: Text
    waiting: int
    oldest_at: datetime | None
    serving: int
    issued: int
    ended: int
    mean_wait_s: int | None
    counters: int  # on post and not paused


class CounterLive(Shape):
    id: str
    name: Text
    state: CounterState
    post: Post | None
    pause: Pause | None
    label: str | None
    since: datetime | None  # of the present state of the current turn
    served: int | None  # None: told to nobody of one branch where a counter serves others as well


class CarriedOver(Shape):
    """A case that was promised a first place on a later day and has not come yet."""

    ticket: str
    label: str
    code: str | None  # of its booking; None for one that was carried over before there were any
    service: str
    service_name: Text
    date: Date
    on: Date
    until: Date  # the last day on which it can be taken up
    reason: str


class CarriedCase(CarriedOver):
    """What became of it."""

    state: BookingState
    came_as: str | None  # the number with which it was taken up
    ended_at: datetime | None
    ended_because: str | None  # the words of who cancelled it


class CarriedCases(Shape):
    cases: list[CarriedCase]
    next: int | None  # how many to leave out for those after them; None after the last


class ForecastsLive(Shape):
    """How good the forecasts are: of the numbers called for the first time today that had been told a wait."""

    judged: int
    in_range: float | None  # the share called within the range they were told; None before the first
    nominal: float  # the share that the range should hold
    mean_error_s: int | None  # between the middle they were told and their wait


class LiveView(View):
    view: Literal["live"] = "live"
    issued: int
    ended: int
    missed: int
    parked: int
    forecasts: ForecastsLive
    services: list[ServiceLive]
    counters: list[CounterLive]
    remaining: list[StaffTicket]  # every ticket not ended, longest waiting first; at most 500
    remaining_count: int
    carried: list[CarriedOver]  # those that can still be taken up, the earliest day first; at most 50
    carried_count: int
    carried_missed: int  # ended when the last business day was over: nobody had come in time
    slips: list[SlipTrouble]
    printers: list[PrinterStatus]
    registers: dict[str, RegisterCounts]
    warnings: list[Text]
