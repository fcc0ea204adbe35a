"""Somebody at a kiosk wants a person: the call, and who goes."""

from __future__ import annotations

from typing import Any

from ..access import Caller
from ..access.tokens import new_ticket_id
from ..hall import commands as c
from ..hall.facts import Fact
from ..hall.hall import Hall
from ..live import views
from ..live.shapes import HelpCall
from .context import House
from .json import plain
from .routes import Routes, key_of_request

routes = Routes("help")


@routes.add("POST", "/halls/{hall}/help", summary="Call a person to this kiosk; one call is open at a time",
            power="help", answer=HelpCall, status=201)  # fmt: skip
def ask(house: House, hall: str, caller: Caller) -> dict[str, Any]:
    key, fingerprint = key_of_request(house)

    def answer(h: Hall, facts: list[Fact], now: int) -> dict[str, Any]:
        return plain(next(call for call in views.help_calls(h) if call.place == caller.actor.name))

    command = c.AskForHelp(new_ticket_id())
    return house.journal.command(hall, command, caller.actor, key=key, fingerprint=fingerprint, answer=answer).body


@routes.add("POST", "/halls/{hall}/help/{help}/answer", summary="Say that one goes there", power="serve", answer=None,
            status=204)  # fmt: skip
def answer_help(house: House, hall: str, help: str, caller: Caller) -> None:
    key, fingerprint = key_of_request(house)
    house.journal.command(hall, c.AnswerHelp(help), caller.actor, key=key, fingerprint=fingerprint)
