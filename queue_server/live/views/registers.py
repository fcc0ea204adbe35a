"""What pushed views carry of registers: counts for staff, and the little that a register itself shows to everybody."""

from __future__ import annotations

from typing import Any

from ...hall.hall import Hall
from ...registers import REGISTERS
from ..register_shapes import RegisterCounts, field_of


def counts(hall: Hall, now: int) -> dict[str, RegisterCounts]:
    """Of each register of the hall, by name."""
    found = {register.name: register.counts(hall, now) for register in REGISTERS if "hall" in register.owners}
    return {name: RegisterCounts(open=open_, overdue=overdue) for name, (open_, overdue) in found.items()}


def shown(view: str, hall: Hall, now: int) -> dict[str, Any]:
    """What registers show in a view, by the names of its shape."""
    return {
        field_of(register): register.shows[view][1](register.of(hall), now)
        for register in REGISTERS if view in register.shows
    }  # fmt: skip
