"""Folding what happens to an appointment; its check-in is the issue of its number."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta

from .. import facts as f
from ..appointments import Appointment
from ..state import HallState


def booked(hall: HallState, fact: f.AppointmentBooked) -> None:
    hall.by_code[fact.code] = fact.appointment
    hall.appointments[fact.appointment] = Appointment(
        fact.appointment, fact.code, fact.service, fact.persons, Date.fromisoformat(fact.date), fact.slot_at,
        fact.at, fact.by,
    )  # fmt: skip


def cancelled(hall: HallState, fact: f.AppointmentCancelled) -> None:
    booking = hall.appointments[fact.appointment]
    booking.state, booking.reason = "cancelled", fact.reason
    hall.carried.pop(fact.appointment, None)


def missed(hall: HallState, fact: f.AppointmentMissed) -> None:
    if hall.carried.pop(fact.appointment, None):
        hall.carried_missed += 1
    if booking := hall.appointments.get(fact.appointment):  # cases of long ago were carried over without
        booking.state = "missed"


def checked_in(hall: HallState, fact: f.TicketIssued) -> None:
    """Who comes for a case carried over may be given a number without asking for the booking."""
    booking = hall.appointments.get(fact.appointment or fact.carried_from or "")
    if booking is not None:
        booking.state, booking.ticket, booking.label = "checked_in", fact.ticket, fact.label


def forget_past(hall: HallState, today: Date) -> None:
    """A new day begins: what is over since the day before yesterday is forgotten, and its codes may be given again.
    A case carried over is so as soon as it is over, whatever its day."""
    for booking in list(hall.appointments.values()):
        if booking.state != "booked" and (booking.carried or booking.date < today - timedelta(days=1)):
            del hall.appointments[booking.id]
            del hall.by_code[booking.code]
