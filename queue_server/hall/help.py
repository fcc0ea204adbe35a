"""Somebody at a kiosk wants a person: open from the press until one of the staff goes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HelpCall:
    id: str
    place: str  # the device that asks
    since: int
