"""Ledgers kept from the journal, in the same commit as its lines; `journal rebuild` writes them anew."""

from . import appointments, days, posts, printers, slips, tickets, turns

PROJECTORS = (
    tickets.PROJECTOR,
    turns.PROJECTOR,
    days.PROJECTOR,
    posts.PROJECTOR,
    slips.PROJECTOR,
    printers.PROJECTOR,
    appointments.PROJECTOR,
)

__all__ = ["PROJECTORS"]
