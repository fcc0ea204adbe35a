"""The register of appointments (预约台账): each booking, and whether its holder came. Who they are is not in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Index, Integer, String, Table, Text, select

from ..hall import facts as f
from ..hall.appointments import Appointment
from ..hall.hall import Hall
from ..journal.projection import Projector, Row
from ..journal.tables import metadata

appointments = Table(
    "appointments",
    metadata,
    Column("appointment", String(64), primary_key=True),
    Column("hall", String(64), primary_key=True),
    Column("date", String(10), nullable=False),
    Column("code", String(6), nullable=False),
    Column("service", String(64), nullable=False),
    Column("persons", Integer, nullable=False),
    Column("slot_at", BigInteger),  # null: a case carried over, at any time of its day
    Column("booked_at", BigInteger, nullable=False),
    Column("booked_by", String(80), nullable=False),
    Column("state", String(10), nullable=False),  # booked, checked_in, cancelled, missed
    Column("ticket", String(64)),  # the number it became
    Column("changed_at", BigInteger, nullable=False),
    Column("reason", Text),  # of a cancellation
)
Index("appointments_date", appointments.c.hall, appointments.c.date)

_OF_ONE = (f.AppointmentBooked, f.AppointmentCancelled, f.AppointmentMissed)


def _rows(hall: Hall, fact: f.Fact) -> Iterator[Row]:
    if isinstance(fact, _OF_ONE):
        name: str | None = fact.appointment
    elif isinstance(fact, f.TicketIssued):
        name = fact.appointment or fact.carried_from
    else:
        return
    booking = hall.appointments.get(name or "")
    if booking is not None:
        yield {
            "appointment": booking.id,
            "hall": hall.id,
            "date": booking.date.isoformat(),
            "code": booking.code,
            "service": booking.service,
            "persons": booking.persons,
            "slot_at": booking.slot_at,
            "booked_at": booking.booked_at,
            "booked_by": booking.booked_by,
            "state": booking.state,
            "ticket": booking.ticket,
            "changed_at": fact.at,
            "reason": booking.reason,
        }


PROJECTOR = Projector(appointments, _rows)


def hall_of(connection: Connection, appointment: str) -> str | None:
    """The hall that took this booking; None when none did."""
    return connection.scalar(select(appointments.c.hall).where(appointments.c.appointment == appointment))


def past(connection: Connection, appointment: str) -> Appointment | None:
    """A booking that its hall may no longer hold in memory."""
    row: Any = connection.execute(select(appointments).where(appointments.c.appointment == appointment)).first()
    if row is None:
        return None
    return Appointment(
        row.appointment, row.code, row.service, row.persons, Date.fromisoformat(row.date), row.slot_at, row.booked_at,
        row.booked_by, row.state, row.ticket, reason=row.reason,
    )  # fmt: skip
