"""Folding what happens to a slip."""

from __future__ import annotations

from .. import facts as f
from ..counters import Slip
from ..state import HallState


def requested(hall: HallState, fact: f.SlipRequested) -> None:
    slip = Slip(fact.slip, fact.ticket, fact.printer, fact.copy, fact.at, changed_at=fact.at)
    hall.slips[fact.slip] = slip
    ticket = hall.tickets[fact.ticket]
    hall.failed_slips.pop(ticket.slip or "", None)
    hall.pending_slips.pop(ticket.slip or "", None)
    hall.pending_slips[fact.slip] = None
    ticket.slip = fact.slip


def taken(hall: HallState, fact: f.SlipTaken) -> None:
    _now(hall, fact.slip, "printing", fact.at)


def printed(hall: HallState, fact: f.SlipPrinted) -> None:
    _now(hall, fact.slip, "printed", fact.at)
    hall.pending_slips.pop(fact.slip, None)


def failed(hall: HallState, fact: f.SlipFailed) -> None:
    _now(hall, fact.slip, "failed", fact.at, fact.why)
    hall.pending_slips.pop(fact.slip, None)
    ticket = hall.tickets[hall.slips[fact.slip].ticket]
    if ticket.slip == fact.slip and ticket.state != "ended":
        hall.failed_slips[fact.slip] = None


def _now(hall: HallState, slip: str, state: str, at: int, why: str | None = None) -> None:
    entry = hall.slips[slip]
    entry.state, entry.why, entry.changed_at = state, why, at
