"""How each fact changes the hall. A fold checks nothing: what is in the journal has happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import facts as f
from ..fact_reading import by_kind
from ..state import HallState
from . import appointments, counters, day, slips, tickets

FOLDS: dict[type[f.Fact], Callable[[HallState, Any], None]] = {
    f.PlanPublished: day.plan_published,
    f.DayStarted: day.day_started,
    f.DayRescheduled: day.take_hours,
    f.ClosingReached: day.closing_reached,
    f.DayClosed: day.day_closed,
    f.TicketIssued: tickets.issued,
    f.TicketCalled: tickets.called,
    f.TicketRecalled: tickets.recalled,
    f.TicketStarted: tickets.started,
    f.TicketMissed: tickets.missed,
    f.TicketRejoined: tickets.rejoined,
    f.TicketParked: tickets.parked,
    f.TicketUnparked: tickets.unparked,
    f.TicketTransferred: tickets.transferred,
    f.TicketEnded: tickets.ended,
    f.TicketRated: tickets.rated,
    f.AppointmentBooked: appointments.booked,
    f.AppointmentCancelled: appointments.cancelled,
    f.AppointmentMissed: appointments.missed,
    f.CounterSignedIn: counters.signed_in,
    f.CounterSignedOut: counters.signed_out,
    f.CounterPausedFact: counters.paused,
    f.CounterResumed: counters.resumed,
    f.SlipRequested: slips.requested,
    f.SlipTaken: slips.taken,
    f.SlipPrinted: slips.printed,
    f.SlipFailed: slips.failed,
}

KINDS = by_kind(FOLDS)
