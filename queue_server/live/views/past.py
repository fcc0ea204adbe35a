"""A citizen's number of an earlier day, as the registers remember it."""

from __future__ import annotations

from datetime import date as Date

from ...hall.hall import Hall
from ...hall.instants import to_datetime
from ...registers.tickets import PastTicket
from ..shapes import Continued, TicketView
from .parts import Lens, code_of, frame, guide, moment, service_name


def past_ticket(hall: Hall, past: PastTicket, continued: Continued | None, now: int, lens: Lens) -> TicketView:
    """What its holder may still see; nothing of it can be changed any more."""
    return TicketView(
        **frame(hall, now, lens),
        label=past.label,
        service=past.service,
        service_name=service_name(hall, past.service),
        persons=past.persons,
        state="ended",
        issued_at=to_datetime(past.issued_at),
        ahead=None,
        forecast=None,
        counter=None,
        called_at=moment(past.called_at),
        misses=past.misses,
        misses_allowed=hall.plan.limits.misses,
        rejoin_behind=hall.plan.limits.rejoin_behind,
        outcome=past.outcome,  # type: ignore[arg-type]
        explanation=past.explanation,
        on=Date.fromisoformat(past.on_date) if past.on_date else None,
        continued=continued,
        code=code_of(hall, past.ticket),
        appointment_at=None,
        guide=guide(hall, past.service),
        can_cancel=False,
        can_rejoin=False,
        rating=past.rating,
        can_rate=False,
        slip=past.slip or "none",  # type: ignore[arg-type]
        slip_why=past.slip_why,
    )
