"""Deciding about appointments: booking a time, giving it back, and who may check in when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date as Date
from datetime import timedelta

from .. import commands as c
from .. import facts as f
from ..appointments import Appointment, Slot, check_in_from, code_for, kept_until, last_date, on_time_until, times_on
from ..day import business_day, local_date
from ..errors import (
    AlreadyBooked,
    AppointmentNotYet,
    AppointmentOver,
    FieldNeeded,
    IllegalMove,
    NotBookable,
    PersonsOutOfRange,
    SlotFull,
    UnknownService,
    UnknownSlot,
)
from ..instants import DAY, to_datetime
from ..plan import AHEAD_MOST, Plan
from ..state import HallState


def slots(hall: HallState, service: str, dates: Iterable[Date], now: int) -> dict[Date, list[Slot]]:
    """The times of some dates that are still to come, the full ones too; none on a day that was closed early."""
    plan = hall.plan
    bookable = plan.bookable(service)
    if bookable is None:
        return {}
    taken = Counter(
        booking.slot_at
        for booking in hall.appointments.values()
        if booking.service == service and booking.state in ("booked", "checked_in")
    )
    over = hall.day.date if hall.day and hall.day_closed else None
    return {
        date: [
            Slot(begin, end, max(0, bookable.each - taken[begin]))
            for begin, end in times_on(plan, service, date)
            if begin > now
        ]
        for date in dates
        if date <= last_date(plan, now) and (over is None or date > over)
    }


def book(hall: HallState, command: c.BookAppointment, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    """Promise a time of a service to somebody.

    Raises UnknownService, NotBookable, PersonsOutOfRange, AlreadyBooked, UnknownSlot, SlotFull.
    """
    plan = hall.plan
    if command.service not in plan.service_by_id:
        raise UnknownService(service=command.service)
    if plan.bookable(command.service) is None:
        raise NotBookable(service=command.service)
    if not 1 <= command.persons <= plan.limits.persons:
        raise PersonsOutOfRange(persons=command.persons, most=plan.limits.persons)
    booked = (hall.appointments[name] for name in command.held or () if name in hall.appointments)
    if any(booking.state == "booked" and booking.service == command.service for booking in booked):
        raise AlreadyBooked(service=command.service)
    if command.appointment in hall.appointments:
        raise IllegalMove(move="book", appointment=command.appointment)
    date, times = _day_with(hall, command, now)
    slot = next((slot for slot in times if slot.starts_at == command.slot_at), None)
    if slot is None:
        raise UnknownSlot(service=command.service, slot_at=command.slot_at, last=last_date(plan, now).isoformat())
    if not slot.left:
        later = (other.starts_at for other in times if other.left and other.starts_at > slot.starts_at)
        raise SlotFull(service=command.service, slot_at=slot.starts_at, next_at=next(later, None))
    by, code = str(actor), code_for(command.chance, hall.by_code)
    yield f.AppointmentBooked(
        at=now, by=by, appointment=command.appointment, code=code, service=command.service, persons=command.persons,
        date=date.isoformat(), slot_at=slot.starts_at,
    )  # fmt: skip
    if command.printer and command.slip:
        yield f.SlipRequested(
            at=now, by=by, slip=command.slip, ticket=command.appointment, label=code, printer=command.printer, copy=1,
            form="appointment",
        )  # fmt: skip


def _day_with(hall: HallState, command: c.BookAppointment, now: int) -> tuple[Date, list[Slot]]:
    """The business day that a time belongs to, and that day's times: a night session's are of the day before."""
    today = local_date(hall.plan, now)
    if not now < command.slot_at < now + (AHEAD_MOST + 2) * DAY:  # no calendar reaches as far as a number can
        return today, []
    local = to_datetime(command.slot_at).astimezone(hall.plan.zone).date()
    found = slots(hall, command.service, (local, local - timedelta(days=1)), now)
    for date, times in found.items():
        if any(slot.starts_at == command.slot_at for slot in times):
            return date, times
    return local, []


def cancel(hall: HallState, command: c.CancelAppointment, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    """The time is free again. Staff say why they take a place from a case carried over.

    Raises UnknownAppointment, AppointmentOver, FieldNeeded.
    """
    booking = hall.appointment(command.appointment)
    _still_booked(booking)
    if booking.carried and actor.kind == "staff" and not (command.reason or "").strip():
        raise FieldNeeded(field="reason")
    yield f.AppointmentCancelled(at=now, by=str(actor), appointment=booking.id, reason=command.reason)


def arriving(hall: HallState, appointment: str, now: int) -> Appointment:
    """The booking of somebody who has come for it, once it can be checked in.

    Raises UnknownAppointment, AppointmentOver, AppointmentNotYet.
    """
    booking = hall.appointment(appointment)
    _still_booked(booking)
    assert booking.slot_at is not None, "a case carried over is taken up by its ticket"
    from_at = check_in_from(hall.plan, booking.date, booking.slot_at)
    today = hall.day.date if hall.day else local_date(hall.plan, now)
    if booking.date != today or now < from_at:
        raise AppointmentNotYet(slot_at=booking.slot_at, from_at=from_at, on=booking.date.isoformat())
    return booking


def _still_booked(booking: Appointment) -> None:
    if booking.state != "booked":
        raise AppointmentOver(state=booking.state, label=booking.label)


def counted_from(hall: HallState, booking: Appointment, now: int) -> int:
    """The time booked; the check-in, when that is later than the plan's grace (DESIGN, right of way)."""
    assert booking.slot_at is not None
    return booking.slot_at if _on_time(hall, booking, now) else now


def _on_time(hall: HallState, booking: Appointment, now: int) -> bool:
    return booking.slot_at is not None and now <= on_time_until(hall.plan, booking.date, booking.slot_at)


def promised(hall: HallState, booking: Appointment | None, now: int) -> bool:
    """Whether somebody is admitted whatever the hour, as who comes to the time that was booked."""
    return booking is not None and _on_time(hall, booking, now)


def missed_by(hall: HallState, date: Date, now: int, by: str) -> Iterator[f.Fact]:
    """Who has not come by the end of this day; for a case carried over, of the last day on which it is kept."""
    for booking in hall.appointments.values():
        if booking.state == "booked" and not booking.carried and booking.date <= date:
            yield f.AppointmentMissed(at=now, by=by, appointment=booking.id)
    begun = date - timedelta(days=hall.plan.limits.carried_days)  # no later one can be over
    for case in hall.carried.values():
        on = Date.fromisoformat(case.on)
        if on <= begun and kept_until(hall.plan, on) <= date:
            yield f.AppointmentMissed(at=now, by=by, appointment=case.ticket)


def still_to_come(hall: HallState, date: Date, now: int) -> list[str]:
    """The codes of the bookings of a day whose holders may still come in time."""
    booked = (b for b in hall.appointments.values() if b.state == "booked" and b.date == date and not b.carried)
    return [booking.code for booking in booked if _on_time(hall, booking, now)]


def left_without(hall: HallState, plan: Plan, now: int) -> Iterator[tuple[str, str]]:
    """What a new plan would take from those who have booked and may still come: (path, problem)."""
    for booking in hall.appointments.values():
        if booking.state != "booked" or booking.slot_at is None or not _on_time(hall, booking, now):
            continue
        if plan.appointments is None or booking.service not in plan.service_by_id:
            yield "appointments", f"{booking.service!r} still has the appointment {booking.code} on {booking.date}"
        elif not any(begin <= booking.slot_at < end for begin, end in _sessions(plan, booking.date)):
            yield "hours", f"the appointment {booking.code} on {booking.date} would find the hall closed"


def _sessions(plan: Plan, date: Date) -> tuple[tuple[int, int], ...]:
    day = business_day(plan, date)
    return day.sessions if day else ()
