"""The shapes of appointments. Who is behind one is told to staff alone."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from typing import Literal

from .shapes import HallName, Shape, Text

BookingState = Literal["booked", "checked_in", "cancelled", "missed"]


class Slot(Shape):
    starts_at: datetime
    ends_at: datetime
    left: int  # how many more may book it


class SlotDay(Shape):
    date: Date
    slots: list[Slot]  # still to come, in order


class Slots(Shape):
    """What can be booked for one service now."""

    hall: HallName
    timezone: str
    service: str
    service_name: Text
    days: list[SlotDay]
    early_s: int  # so long before its time an appointment can be checked in
    grace_s: int  # who comes later than this after it waits from then on


class Appointment(Shape):
    """A booking, as its holder and the kiosk may see it."""

    id: str
    code: str  # six digits, for the kiosk; empty when it was found by the end of a phone number
    service: str
    service_name: Text
    persons: int
    on: Date
    slot_at: datetime | None  # None: a case carried over, which comes first at any time of the day
    check_in_from: datetime | None
    on_time_until: datetime | None  # who checks in later waits from then on, not from the time booked
    state: BookingState
    label: str | None  # the number that it became


class HeldAppointment(Appointment):
    """As its holder's phone shows it."""

    at: datetime
    hall: HallName
    timezone: str
    rehearsal: bool
    can_cancel: bool
    can_book: bool  # whether another time of this service can be booked by phone
    ticket_url: str | None  # once it has become a number


class Appointments(Shape):
    appointments: list[Appointment]


class StaffAppointment(Appointment):
    """As staff see it, with who is behind it."""

    booked_at: datetime
    name: str | None
    phone: str | None


class StaffAppointments(Shape):
    date: Date
    appointments: list[StaffAppointment]  # in order of their times
