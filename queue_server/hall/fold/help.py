"""Folding calls for a person."""

from __future__ import annotations

from .. import facts as f
from ..help import HelpCall
from ..state import HallState


def asked(hall: HallState, fact: f.HelpAsked) -> None:
    hall.help_calls[fact.place] = HelpCall(fact.help, fact.place, fact.at)


def answered(hall: HallState, fact: f.HelpAnswered) -> None:
    hall.help_calls = {place: call for place, call in hall.help_calls.items() if call.id != fact.help}
