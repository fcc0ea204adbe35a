"""Deciding about calls for a person, and who goes."""

from __future__ import annotations

from collections.abc import Iterator

from .. import commands as c
from .. import facts as f
from ..errors import HelpOver
from ..state import HallState


def ask(hall: HallState, command: c.AskForHelp, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    """Each place has one call open at a time: pressing again, be it a hundred times, writes nothing."""
    if actor.name not in hall.help_calls:
        yield f.HelpAsked(at=now, by=str(actor), help=command.help, place=actor.name)


def answer(hall: HallState, command: c.AnswerHelp, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    """Raises HelpOver: the second of two who press together learns that somebody else goes."""
    if all(call.id != command.help for call in hall.help_calls.values()):
        raise HelpOver(help=command.help)
    yield f.HelpAnswered(at=now, by=str(actor), help=command.help)
