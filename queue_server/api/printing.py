"""Print jobs: what a slip says, and who waits for the next one."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from gevent.event import Event

from ..hall.counters import Slip
from ..hall.facts import Fact, SlipRequested
from ..hall.hall import Hall
from ..hall.instants import SECOND, to_datetime
from ..live import views
from .json import plain
from .shapes import PrintJob

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
    """A print job without its address, which only the edge knows."""
    ticket = hall.tickets[slip.ticket]
    ahead = hall.ahead(ticket, now) if ticket.state == "waiting" else None
    lane = hall.plan.lane_by_id.get(ticket.lane)  # an ended number may outlive its lane and service in the plan
    return plain(
        PrintJob(
            slip=slip.id, state=slip.state, why=slip.why, printer=slip.printer, copy_number=slip.copy,  # type: ignore[arg-type]
            ticket=ticket.id, label=ticket.label, hall=views.text(hall.plan.name),
            service=views.service_name(hall, ticket.service), persons=ticket.persons,
            green=lane is not None and lane.green, ahead=ahead,
            forecast=views.forecast(hall, ticket, ahead, now, lens) if ahead is not None else None,
            issued_at=to_datetime(ticket.issued_at), appointment_at=views.moment(hall.booked_for(ticket)),
            waited_s=max(0, now - slip.requested_at) // SECOND,
            timezone=hall.plan.timezone, misses=hall.plan.limits.misses, rejoin_behind=hall.plan.limits.rejoin_behind,
            url="", rehearsal=lens.rehearsal,
        )
    )  # fmt: skip


def jobs_of(hall: Hall, printer: str, now: int, lens: views.Lens) -> list[dict[str, Any]]:
    """What this printer has still to print, or was printing when it last asked; oldest first."""
    return [
        job(hall, slip, now, lens)
        for slip in hall.slips.values()
        if slip.printer == printer and slip.state in ("requested", "printing")
    ]
