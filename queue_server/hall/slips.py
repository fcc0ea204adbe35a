"""Slips and the printers that they come out of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# a number's slip; what somebody whose papers were accepted takes home; the paper for a later day, and for a booked time
Form = Literal["number", "acceptance", "carry_over", "appointment"]


@dataclass(slots=True)
class Slip:
    """One print. states: requested, printing, printed, failed."""

    id: str
    ticket: str  # of a carried-over case or an appointment: the booking
    label: str  # of an appointment: its code
    printer: str
    copy: int
    requested_at: int
    form: Form = "number"
    bare: bool = False  # without the address, for whoever asks by a label that anybody can read
    state: str = "requested"
    why: str | None = None
    changed_at: int = 0
