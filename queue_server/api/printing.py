"""Print jobs: what a slip says, and who waits for the next one."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from gevent.event import Event

from ..hall.appointments import Appointment
from ..hall.facts import Fact, SlipRequested
from ..hall.hall import Hall
from ..hall.instants import SECOND, to_datetime
from ..hall.plan import APPOINTMENT, CARRIED_OVER
from ..hall.slips import Slip
from ..hall.tickets import Ticket
from ..live import views
from .json import plain
from .shapes import RequestedSlip

WAIT_MOST_S = 30  # a print agent's longest poll


class PrintRooms:
    """Where print agents wait until their hall wants a slip printed."""

    def __init__(self) -> None:
        self._rooms: dict[str, Event] = defaultdict(Event)
        self.closed = False  # nobody waits any more

    def heard(self, hall: str, facts: list[Fact]) -> None:
        """A journal's listener: wakes everybody who waits for a slip of this hall."""
        if any(isinstance(fact, SlipRequested) for fact in facts):
            self._rooms.pop(hall, Event()).set()

    def close(self) -> None:
        """The server stops: whoever waits is answered now."""
        self.closed = True
        for room in self._rooms.values():
            room.set()

    def room(self, hall: str) -> Event:
        """Take it before looking whether there is work, then wait on it: no slip falls between."""
        return self._rooms[hall]


def job(hall: Hall, slip: Slip, now: int, lens: views.Lens) -> dict[str, Any]:
    """A print job without its address, which only the edge knows, and tells the printer alone."""
    of_booking = slip.form in ("carry_over", "appointment")
    told = _of_booking(hall, hall.appointments[slip.ticket]) if of_booking else {}
    told = _of_ticket(hall, hall.tickets[slip.ticket], now, lens) | told if slip.ticket in hall.tickets else told
    service, lane = told.pop("service"), told.pop("lane")
    counters = hall.plan.counters_for(service, lane)
    return plain(
        RequestedSlip(
            slip=slip.id, form=slip.form, state=slip.state, why=slip.why, printer=slip.printer,  # type: ignore[arg-type]
            copy_number=slip.copy, ticket=slip.ticket, label=slip.label, hall=views.text(hall.plan.name),
            service=views.service_name(hall, service), counters=[views.text(counter.name) for counter in counters],
            phone=hall.plan.phones.consultation, waited_s=max(0, now - slip.requested_at) // SECOND,
            timezone=hall.plan.timezone, misses=hall.plan.limits.misses, rejoin_behind=hall.plan.limits.rejoin_behind,
            bare=slip.bare, rehearsal=lens.rehearsal, **(_NOTHING | told),
        )
    )  # fmt: skip


# what only some forms tell
_NOTHING: dict[str, Any] = {
    "green": False, "ahead": None, "forecast": None, "appointment_at": None, "counter": None, "explanation": None,
    "on": None, "code": None, "check_in_from": None,
}  # fmt: skip


def _of_ticket(hall: Hall, ticket: Ticket, now: int, lens: views.Lens) -> dict[str, Any]:
    ahead = hall.ahead(ticket, now) if ticket.state == "waiting" else None
    lane = hall.plan.lane_by_id.get(ticket.lane)  # an ended number may outlive its lane and service in the plan
    return {
        "service": ticket.service,
        "lane": ticket.lane,
        "persons": ticket.persons,
        "green": lane is not None and lane.green,
        "ahead": ahead,
        "forecast": views.forecast(hall, ticket, ahead, now, lens) if ahead is not None else None,
        "issued_at": to_datetime(ticket.issued_at if ticket.ended_at is None else ticket.ended_at),
        "appointment_at": views.moment(hall.booked_for(ticket)),
        "counter": views.counter_name(hall, ticket.counter) if ticket.counter else None,
        "explanation": ticket.explanation,
    }


def _of_booking(hall: Hall, booking: Appointment) -> dict[str, Any]:
    shown = views.appointment(hall, booking)
    return {
        "service": booking.service,
        "lane": CARRIED_OVER if booking.carried else APPOINTMENT,
        "persons": booking.persons,
        "issued_at": to_datetime(booking.booked_at),
        "appointment_at": shown.slot_at,
        "on": booking.date,
        "code": booking.code,
        "check_in_from": shown.check_in_from,
    }


def jobs_of(hall: Hall, printer: str, now: int, lens: views.Lens) -> list[dict[str, Any]]:
    """What this printer has still to print, or was printing when it last asked; oldest first."""
    return [
        job(hall, slip, now, lens)
        for slip in hall.slips.values()
        if slip.printer == printer and slip.state in ("requested", "printing")
    ]
