"""The register of appointments (预约台账): each booking, and whether its holder came. Who they are is not in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Index, Integer, String, Table, Text, and_, select

from ..hall import facts as f
from ..hall.appointments import Appointment, State
from ..hall.counters import Carried
from ..hall.hall import Hall
from ..journal.projection import Projector, Row
from ..journal.tables import metadata
from .tickets import tickets

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


@dataclass(frozen=True, slots=True)
class PastCase:
    """A case carried over, and what became of it. `ended_at` in microseconds."""

    case: Carried
    code: str
    state: State
    came_as: str | None
    ended_at: int | None
    ended_because: str | None


def carried(connection: Connection, hall: str, state: State, since: Date, after: int, most: int) -> list[PastCase]:
    """The cases carried over to days from `since` on that are in this state, without the first `after`: of the open
    ones the earliest day first, of the others those that ended last."""
    a, t, came = appointments.c, tickets.c, tickets.alias("came")
    own = and_(t.hall == a.hall, t.ticket == a.appointment)
    order = (a.date, t.date, t.label) if state == "booked" else (a.changed_at.desc(), t.date, t.label)
    rows: Any = connection.execute(
        select(
            a.appointment, a.code, a.service, a.persons, a.date.label("on"), a.changed_at, a.reason, t.label, t.date,
            t.end_reason, came.c.label.label("came_as"),
        )
        .join_from(appointments, tickets, own)
        .outerjoin(came, and_(came.c.hall == a.hall, came.c.ticket == a.ticket))
        .where(a.hall == hall, a.date >= since.isoformat(), a.slot_at.is_(None), a.state == state)
        .order_by(*order)
        .offset(after)
        .limit(most)
    )  # fmt: skip
    return [
        PastCase(
            Carried(row.appointment, row.label, row.service, row.persons, row.date, row.on, row.end_reason or ""),
            row.code, state, row.came_as, None if state == "booked" else row.changed_at, row.reason,
        )
        for row in rows
    ]  # fmt: skip
