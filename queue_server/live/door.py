"""The door: who may watch what. The same credentials and rules as over HTTP, through what app.py gives us."""

from __future__ import annotations

from typing import Any, Protocol

from ..access import Caller, NotAllowed
from ..hall.errors import UnknownTicket
from ..journal import Journal
from ..powers import HOLDER, PUBLIC
from ..refusals import BadRequest, Refusal, Words
from .rooms import VIEWS, Place
from .wire import Wire

ROOMS_MOST = 8  # one screen follows one or two
_WORD_MOST = 200


class UnknownView(Refusal):
    code = "unknown-view"
    status = 404
    words = Words("没有这个画面", "There is no such view")


class Callers(Protocol):
    """What the relay asks about those who join. All of it may raise Refusals, which the screen is told."""

    def identify(self, environ: dict[str, Any], auth: object) -> Caller:
        """The caller behind a connection's handshake."""

    def seen(self, hall: str, view: str, subject: str) -> None:
        """Somebody of the staff watches this, and is asked about every few seconds."""

    def ticket_of(self, token: str) -> tuple[str, str]:
        """(hall, ticket id) of a citizen's token."""

    def problem(self, error: Refusal) -> dict[str, Any]:
        """The problem document of an error."""


class Door:
    """Reads a join and decides on it. Everything that it refuses is a Refusal."""

    def __init__(self, callers: Callers, journal: Journal) -> None:
        self._callers = callers
        self._journal = journal
        self.problem = callers.problem

    def place_of(self, wire: Wire, arguments: tuple[object, ...]) -> Place:
        """Where the screen wants to be, once it may be there and the hall has it."""
        asked = arguments[0] if arguments else None
        if not isinstance(asked, dict):
            raise BadRequest(problems=[{"path": "", "problem": "an object {hall, view, …}"}])
        view, hall = _word(asked, "view"), _word(asked, "hall")
        if view not in VIEWS:
            raise UnknownView(view=view)
        place = Place(view, hall)
        if view == "ticket":
            of_hall, ticket = self._callers.ticket_of(_word(asked, "token"))
            if of_hall != hall:
                raise UnknownTicket()
            place = Place(view, hall, ticket)
        elif view in ("window", "counter"):
            place = Place(view, hall, _word(asked, "counter"))
        elif VIEWS[view].in_part:
            caller = self._admitted(place, wire)
            place = Place(view, hall, (caller and caller.scope.branch) or "")
        self.may_stay(place, wire)
        self._journal.ask(hall, lambda h, now: place.check(h))
        return place

    def may_stay(self, place: Place, wire: Wire) -> None:
        """Raises when the screen may not see this, or no longer. A ticket's token has been proof enough. A device
        that shows a token which nobody holds is told so even where anybody may look: a kiosk must know it."""
        caller = self._admitted(place, wire)
        if caller is not None:
            if VIEWS[place.view].in_part and (caller.scope.branch or "") != place.subject:
                raise NotAllowed()  # another branch since
            self._callers.seen(place.hall, place.view, place.subject)
        elif isinstance(wire.auth, dict) and wire.auth.get("token") is not None:
            self._callers.identify(wire.environ, wire.auth)

    def _admitted(self, place: Place, wire: Wire) -> Caller | None:
        """Who it is that may see this; None where it asks for no power. Raises SignInNeeded, NotAllowed."""
        view = VIEWS[place.view]
        if view.power == PUBLIC or view.power == HOLDER:
            return None
        caller = self._callers.identify(wire.environ, wire.auth)
        caller.require(view.power, place.hall, view.in_part)
        return caller

    def check_room(self, places: set[Place], place: Place) -> None:
        """Raises BadRequest when a screen that is in `places` asks for one too many."""
        if len(places) >= ROOMS_MOST and place not in places:
            raise BadRequest(problems=[{"path": "view", "problem": f"no more than {ROOMS_MOST} for one connection"}])


def _word(asked: dict[str, Any], name: str) -> str:
    word = asked.get(name)
    if not isinstance(word, str) or not 0 < len(word) <= _WORD_MOST or not word.isprintable():
        raise BadRequest(problems=[{"path": name, "problem": "a text is needed here"}])
    return word
