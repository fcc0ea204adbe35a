"""What the relay asks about those who join: the same credentials as over HTTP."""

from __future__ import annotations

from typing import Any

from ..access import Caller, SignInNeeded
from ..refusals import Refusal
from .context import House
from .problems import problem_of
from .tickets import place_of


class Callers:
    """What the relay asks about those who join."""

    def __init__(self, house: House) -> None:
        self._house = house

    def identify(self, environ: dict[str, Any], auth: object) -> Caller:
        """Raises SignInNeeded for a token that nobody holds."""
        token = auth.get("token") if isinstance(auth, dict) else None
        if token is not None and not isinstance(token, str):
            raise SignInNeeded()
        return self._house.caller(environ, token or None)

    def seen(self, hall: str, view: str, subject: str) -> None:
        if view == "counter":
            self._house.presence.seen(hall, f"counter:{subject}")

    def ticket_of(self, token: str) -> tuple[str, str]:
        """(hall, ticket id). Raises TicketHasEnded, UnknownTicket."""
        return place_of(self._house, token)

    def problem(self, error: Refusal) -> dict[str, Any]:
        return problem_of(error, chinese=True)
