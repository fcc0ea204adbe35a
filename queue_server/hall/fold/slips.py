"""Folding what happens to a slip."""

from __future__ import annotations

from .. import facts as f
from ..slips import Slip
from ..state import HallState


def requested(hall: HallState, fact: f.SlipRequested) -> None:
    slip = Slip(
        fact.slip, fact.ticket, fact.label, fact.printer, fact.copy, fact.at, fact.form, fact.bare, changed_at=fact.at
    )  # fmt: skip
    if fact.copy > 1:  # the one before is nobody's trouble any more
        for before in [s for s in (*hall.failed_slips, *hall.pending_slips) if hall.slips[s].ticket == fact.ticket]:
            hall.failed_slips.pop(before, None)
            hall.pending_slips.pop(before, None)
    hall.slips[fact.slip] = slip
    hall.pending_slips[fact.slip] = None
    if fact.ticket in hall.tickets:  # and no booking
        hall.tickets[fact.ticket].slip = fact.slip


def taken(hall: HallState, fact: f.SlipTaken) -> None:
    _now(hall, fact.slip, "printing", fact.at)


def printed(hall: HallState, fact: f.SlipPrinted) -> None:
    _now(hall, fact.slip, "printed", fact.at)
    hall.pending_slips.pop(fact.slip, None)


def failed(hall: HallState, fact: f.SlipFailed) -> None:
    _now(hall, fact.slip, "failed", fact.at, fact.why)
    slip = hall.slips[fact.slip]
    if fact.slip in hall.pending_slips:  # else it was asked for again, or nobody waits for it
        del hall.pending_slips[fact.slip]
        hall.failed_slips[slip.id] = None


def ended(hall: HallState, ticket: str) -> None:
    """A number has ended: nobody waits for its slip any more."""
    slip = hall.tickets[ticket].slip or ""
    hall.failed_slips.pop(slip, None)
    hall.pending_slips.pop(slip, None)


def forget_past(hall: HallState) -> None:
    """A new day begins. Slips of bookings to come are known for their copies' sake, but nobody waits for them now."""
    known = hall.tickets.keys() | hall.appointments.keys()
    hall.slips = {slip.id: slip for slip in hall.slips.values() if slip.ticket in known}
    held_over = {slip.id for slip in hall.slips.values() if slip.ticket in hall.tickets}
    hall.failed_slips = {slip: None for slip in hall.failed_slips if slip in held_over}
    hall.pending_slips = {slip: None for slip in hall.pending_slips if slip in held_over}


def _now(hall: HallState, slip: str, state: str, at: int, why: str | None = None) -> None:
    entry = hall.slips[slip]
    entry.state, entry.why, entry.changed_at = state, why, at
