"""Appointments: booked by staff, by programs, and by citizens where the plan lets them; checked in at the hall."""

from __future__ import annotations

import re
from datetime import date as Date
from datetime import timedelta
from typing import Any, get_args

from flask import request
from sqlalchemy import Connection

from ..access import STRANGER, Caller
from ..access.networks import network_of
from ..access.tokens import code_chance, new_ticket_id
from ..hall.appointments import State
from ..hall.commands import Actor, BookAppointment, CancelAppointment
from ..hall.errors import AppointmentOver, UnknownAppointment
from ..hall.facts import Fact
from ..hall.hall import Hall
from ..hall.instants import from_datetime
from ..journal import persons
from ..journal.persons import Person
from ..live import views
from ..live.booking_shapes import Appointment, Appointments, HeldAppointment, Slots, StaffAppointments
from ..live.staff_shapes import CarriedCases
from ..powers import HOLDER
from ..refusals import BadRequest
from ..registers import appointments as registered
from .admission import Strangers
from .context import House
from .day import date_of
from .json import plain
from .routes import Routes, key_of_request, number_of
from .shapes import BookedAppointment, BookingRequest, CancellationRequest, CheckInRequest, IssuedTicket
from .tickets import printer_for, take_number

routes = Routes("appointments")

STATES: tuple[State, ...] = get_args(State)
A_YEAR = timedelta(days=366)


def _may_book_by_phone(house: House, hall: str) -> bool:
    def allowed(h: Hall, now: int) -> bool:
        return h.plan.appointments is not None and h.plan.appointments.by_phone

    return house.journal.ask(hall, allowed)


BY_PHONE = Strangers("where the plan says by_phone", _may_book_by_phone)


@routes.add("GET", "/halls/{hall}/slots", summary="The times that can be booked for a service", power="book",
            strangers=BY_PHONE, answer=Slots, query={"service": "its id"})  # fmt: skip
def slots(house: House, hall: str, caller: Caller) -> Slots:
    if caller is STRANGER:
        house.asking_rate.count(network_of(request.remote_addr or ""))
    service = request.args.get("service", "")
    return house.journal.ask(hall, lambda h, now: views.slots(h, service, now))


@routes.add("POST", "/halls/{hall}/appointments", summary="Book a time", power="book", strangers=BY_PHONE,
            body=BookingRequest, answer=BookedAppointment, status=201)  # fmt: skip
def book(house: House, hall: str, caller: Caller, body: BookingRequest) -> dict[str, Any]:
    house.root()
    key, fingerprint = key_of_request(house)
    phone = _normal(body.phone)
    if caller is STRANGER:
        # nobody else's answer is given to one who guesses a key: the whole request would have to be guessed as well
        key = f"{fingerprint} {key}" if key else None
        house.booking_rate.count(network_of(request.remote_addr or ""))
        if phone is None:
            raise BadRequest(problems=[{"path": "phone", "problem": "needed to book by phone"}])
    printer = printer_for(house, caller, hall, body.printer) if caller is not STRANGER else None
    command = BookAppointment(
        new_ticket_id(), body.service, from_datetime(body.slot_at), body.persons, printer=printer,
        slip=new_ticket_id() if printer else None, chance=code_chance(),
    )  # fmt: skip

    def answer(h: Hall, facts: list[Fact], now: int) -> dict[str, Any]:
        return plain(views.appointment(h, h.appointments[command.appointment]))

    one_each = (phone,) if caller is STRANGER and phone else ()
    person = Person(phone=phone, name=body.name or None, known_as=one_each)
    booked = house.journal.command(
        hall, command, caller.actor, key=key, fingerprint=fingerprint, person=person, answer=answer,
        at_least={"id": command.appointment},
    ).body  # fmt: skip
    token = house.tokens.token_of(booked["id"])
    return booked | {"token": token, "url": house.appointment_url(token)}


def _normal(phone: str | None) -> str | None:
    """One phone number is one text, however it was typed: a mainland number without its country's prefix."""
    return None if phone is None else re.sub(r"^(\+|00)86", "", phone)


@routes.add("GET", "/halls/{hall}/appointments", summary="The appointments of a day, and who they are for",
            power="appointments", answer=StaffAppointments,
            query={"date": "a business day; default today"})  # fmt: skip
def of_day(house: House, hall: str) -> StaffAppointments:
    date: Date = date_of("date", house.journal.ask(hall, lambda h, now: h.business_date(now)))
    people = house.database.read(lambda connection: persons.of_day(connection, hall, date.isoformat()))

    def listed(h: Hall, now: int) -> StaffAppointments:
        theirs = sorted((b for b in h.appointments.values() if b.date == date), key=lambda b: (b.slot_at or 0, b.id))
        return StaffAppointments(
            date=date,
            appointments=[
                views.staff_appointment(h, b, people.get(b.id, Person()).name, people.get(b.id, Person()).phone)
                for b in theirs
            ],
        )

    return house.journal.ask(hall, listed)


@routes.add("GET", "/halls/{hall}/appointments/carried", summary="The cases carried over of the last year, and what "
            "became of them: of the open ones the earliest day first, of the others those that ended last",
            power="live", answer=CarriedCases, query={"state": f"one of {', '.join(STATES)}; default booked",
                  "after": "how many to leave out", "limit": "1 to 500"})  # fmt: skip
def carried(house: House, hall: str) -> CarriedCases:
    asked = request.args.get("state", "booked")
    state = next((one for one in STATES if one == asked), None)
    if state is None:
        raise BadRequest(problems=[{"path": "state", "problem": f"one of {', '.join(STATES)}"}])
    after, most = number_of("after", 0, 0, 10**9), number_of("limit", 100, 1, 500)
    today: Date = house.journal.ask(hall, lambda h, now: h.business_date(now))
    found = house.database.read(
        lambda connection: registered.carried(connection, hall, state, today - A_YEAR, after, most + 1)
    )

    def listed(h: Hall, now: int) -> CarriedCases:
        cases = [views.carried_case(h, case) for case in found[:most]]
        return CarriedCases(cases=cases, next=after + most if len(found) > most else None)

    return house.journal.ask(hall, listed)


@routes.add("GET", "/halls/{hall}/appointments/found", summary="Whose code this is, or whose phone number ends so "
            "today", power="issue", answer=Appointments,
            query={"code": "six digits", "phone": "its last four digits, or more"})  # fmt: skip
def found(house: House, hall: str, caller: Caller) -> Appointments:
    code, phone = request.args.get("code", ""), request.args.get("phone", "")
    names: list[str] = []
    if phone and not (phone.isascii() and phone.isdigit() and 4 <= len(phone) <= 19):
        raise BadRequest(problems=[{"path": "phone", "problem": "four digits or more"}])
    who = f"{hall} {caller.actor}"
    house.missing_rate.count(who)  # before looking: many at once are no way around it
    if phone:
        names = house.database.read(lambda connection: persons.with_phone(connection, hall, phone))

    def known(h: Hall, now: int) -> Appointments:
        if code in h.by_code:
            return Appointments(appointments=[views.appointment(h, h.appointments[h.by_code[code]])])
        bookings = [h.appointments[name] for name in names if name in h.appointments]
        theirs = [b for b in bookings if b.date == h.business_date(now) and b.state in ("booked", "checked_in")]
        theirs.sort(key=lambda b: b.slot_at or 0)
        return Appointments(appointments=[views.found_appointment(h, booking) for booking in theirs])

    seen = house.journal.ask(hall, known)
    if seen.appointments:
        house.missing_rate.give_back(who)
    return seen


@routes.add("POST", "/halls/{hall}/appointments/{appointment}/check-in", summary="Who has booked has come: a number",
            power="issue", body=CheckInRequest, answer=IssuedTicket, status=201)  # fmt: skip
def check_in(house: House, hall: str, appointment: str, caller: Caller, body: CheckInRequest) -> dict[str, Any]:
    try:
        service = house.journal.ask(hall, lambda h, now: h.appointment(appointment).service)
    except UnknownAppointment:
        raise _over_or_unknown(house, hall, appointment) from None
    return take_number(
        house, hall, caller, service, printer=body.printer, lane=body.lane, reason=body.reason or None,
        more_time=body.more_time, appointment=appointment,
    )  # fmt: skip


@routes.add("POST", "/halls/{hall}/appointments/{appointment}/cancel", summary="An appointment is cancelled by staff",
            power="appointments", body=CancellationRequest, answer=Appointment)  # fmt: skip
def cancel_by_staff(
    house: House, hall: str, appointment: str, caller: Caller, body: CancellationRequest
) -> dict[str, Any]:
    key, fingerprint = key_of_request(house)
    command = CancelAppointment(appointment, body.reason or None)
    return _cancelled(house, hall, command, caller.actor, key, fingerprint)


def _cancelled(
    house: House, hall: str, command: CancelAppointment, actor: Actor, key: str | None, fingerprint: str
) -> dict[str, Any]:
    def answer(h: Hall, facts: list[Fact], now: int) -> dict[str, Any]:
        return plain(views.appointment(h, h.appointment(command.appointment)))

    try:
        return house.journal.command(hall, command, actor, key=key, fingerprint=fingerprint, answer=answer).body
    except UnknownAppointment:
        raise _over_or_unknown(house, hall, command.appointment) from None


def _over_or_unknown(house: House, hall: str, appointment: str) -> AppointmentOver | UnknownAppointment:
    """What is to be said to a hall's people of a booking that is not in its memory."""

    def read(connection: Connection) -> tuple[str | None, Any]:
        return registered.hall_of(connection, appointment), registered.past(connection, appointment)

    of_hall, past = house.database.read(read)
    if past is None or of_hall != hall:
        return UnknownAppointment()
    return AppointmentOver(state=past.state, label=None)


# by who holds its token


@routes.add("GET", "/appointments/{token}", summary="One's own appointment", power=HOLDER, answer=HeldAppointment)
def one(house: House, token: str) -> HeldAppointment:
    appointment = _of_token(house, token)
    hall = _hall_of(house, appointment)
    past = house.database.read(lambda connection: registered.past(connection, appointment))
    root = house.root()  # of this request, which the desk knows nothing of

    def shown(h: Hall, now: int) -> HeldAppointment:
        booking = h.appointments.get(appointment) or past
        if booking is None:
            raise UnknownAppointment()
        url = f"{root}/t/{house.tokens.token_of(booking.ticket)}" if booking.ticket else None
        return views.held_appointment(h, booking, url, now, house.lens)

    return house.journal.ask(hall, shown)


@routes.add("POST", "/appointments/{token}/cancel", summary="Give the time back", power=HOLDER, answer=Appointment)
def cancel(house: House, token: str, caller: Caller) -> dict[str, Any]:
    appointment = _of_token(house, token)
    hall = _hall_of(house, appointment)
    key, fingerprint = key_of_request(house, scope=f"{appointment} ")
    return _cancelled(house, hall, CancelAppointment(appointment), caller.actor, key, fingerprint)


def _of_token(house: House, token: str) -> str:
    """Raises UnknownTicket when nobody was given this token."""
    return house.tokens.ticket_of(token)


def _hall_of(house: House, appointment: str) -> str:
    """Raises UnknownAppointment."""
    hall = house.database.read(lambda connection: registered.hall_of(connection, appointment))
    if hall is None:
        raise UnknownAppointment()
    return hall
