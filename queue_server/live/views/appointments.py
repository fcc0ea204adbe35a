"""Appointments and the times that can be booked, for those who may see them."""

from __future__ import annotations

from typing import Any

from ...hall.appointments import Appointment as Booking
from ...hall.appointments import check_in_from, on_time_until
from ...hall.errors import NotBookable, UnknownService
from ...hall.hall import Hall
from ...hall.instants import to_datetime
from ..booking_shapes import Appointment, HeldAppointment, Slot, SlotDay, Slots, StaffAppointment
from .parts import Lens, hall_name, moment, service_name


def slots(hall: Hall, service: str, now: int) -> Slots:
    """Raises UnknownService, NotBookable."""
    if service not in hall.plan.service_by_id:
        raise UnknownService(service=service)
    rules = hall.plan.appointments
    if rules is None or service not in rules.bookable:
        raise NotBookable(service=service)
    return Slots(
        hall=hall_name(hall),
        timezone=hall.plan.timezone,
        service=service,
        service_name=service_name(hall, service),
        days=[
            SlotDay(
                date=date,
                slots=[
                    Slot(starts_at=to_datetime(s.starts_at), ends_at=to_datetime(s.ends_at), left=s.left) for s in times
                ],
            )
            for date, times in hall.slots(service, now).items()
        ],
        early_s=rules.early_min * 60,
        grace_s=rules.grace_min * 60,
    )


def appointment(hall: Hall, booking: Booking) -> Appointment:
    return Appointment(**_of(hall, booking))


def found_appointment(hall: Hall, booking: Booking) -> Appointment:
    """As found by the end of a phone number, which is not only its holder's: without the code, and without the number
    that it became."""
    return Appointment(**_of(hall, booking) | {"code": "", "label": None})


def held_appointment(hall: Hall, booking: Booking, ticket_url: str | None, now: int, lens: Lens) -> HeldAppointment:
    rules = hall.plan.appointments
    return HeldAppointment(
        **_of(hall, booking),
        at=to_datetime(now),
        hall=hall_name(hall),
        timezone=hall.plan.timezone,
        rehearsal=lens.rehearsal,
        can_cancel=booking.state == "booked",
        can_book=rules is not None and rules.by_phone and booking.service in rules.bookable,
        ticket_url=ticket_url,
    )


def staff_appointment(hall: Hall, booking: Booking, name: str | None, phone: str | None) -> StaffAppointment:
    return StaffAppointment(**_of(hall, booking), booked_at=to_datetime(booking.booked_at), name=name, phone=phone)


def _of(hall: Hall, booking: Booking) -> dict[str, Any]:
    plan, slot_at = hall.plan, booking.slot_at
    return {
        "id": booking.id,
        "code": booking.code,
        "service": booking.service,
        "service_name": service_name(hall, booking.service),
        "persons": booking.persons,
        "on": booking.date,
        "slot_at": moment(slot_at),
        "check_in_from": moment(None if slot_at is None else check_in_from(plan, booking.date, slot_at)),
        "on_time_until": moment(None if slot_at is None else on_time_until(plan, booking.date, slot_at)),
        "state": booking.state,
        "label": booking.label,
    }
