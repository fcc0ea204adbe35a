"""What somebody who waits may know of those who went first."""

from __future__ import annotations

from .state import HallState
from .tickets import Ticket


def gone_before(hall: HallState, ticket: Ticket) -> tuple[int, int]:
    """How many numbers taken after this one have been called already: for its service, and for other services."""
    same = other = 0
    for later in hall.tickets.values():
        if later.ordinal <= ticket.ordinal:
            continue
        called = {turn.service for turn in later.turns if turn.called_at is not None}
        same += ticket.service in called
        other += bool(called) and ticket.service not in called
    return same, other
