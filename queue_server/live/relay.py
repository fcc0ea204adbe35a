"""The relay: the only place that sends to screens.

A commit marks its hall; the hall's watch, a greenlet of its own, then looks once at each room that somebody is in
and sends the whole view to all members as one frame. What is left out comes with the next view, so nothing has to
be replayed to anybody.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any, Protocol

import gevent
from flask import request
from flask_socketio import SocketIO
from gevent.event import Event

from ..hall.errors import HallError, UnknownTicket
from ..hall.facts import Fact
from ..hall.hall import Hall
from ..hall.instants import to_datetime
from ..journal import Journal
from .rooms import GONE, STAFF_VIEWS, VIEWS, Place, Room, Rooms
from .shapes import Heartbeat, View
from .views import Lens
from .wire import WIRE, Wire, text_frame

log = logging.getLogger(__name__)

HEARTBEAT_S = 5.0
LOOK_S = 1.0  # how often time alone is asked for a change of the day's state
AGAIN_S = 1.0  # after a fault
TOGETHER = 20  # rooms that are looked at in one question to the journal: commands come in between
WITHOUT_PAUSE = 200  # screens written to before others get their turn
ROOMS_MOST = 8  # one screen follows one or two
_WORD_MOST = 200


class BadJoin(HallError):
    code = "bad-request"


class UnknownView(HallError):
    code = "unknown-view"


class JoinFailed(HallError):
    """A fault of ours."""

    code = "internal"


class Callers(Protocol):
    """What the relay asks about those who join. All of it may raise HallErrors, which the screen is told."""

    def identify(self, environ: dict[str, Any], auth: object) -> Any:
        """The caller behind a connection's handshake."""

    def may_see(self, caller: Any, view: str, hall: str) -> None:
        """Raises when the caller may not see this view of this hall."""

    def ticket_of(self, token: str) -> tuple[str, str]:
        """(hall, ticket id) of a citizen's token."""

    def problem(self, error: HallError) -> dict[str, Any]:
        """The problem document of an error."""


class Relay:
    """Lets screens join, and pushes to them what they watch."""

    def __init__(self, socketio: SocketIO, journal: Journal, callers: Callers, lens_for: Callable[[], Lens]) -> None:
        self._journal = journal
        self._callers = callers
        self._lens_for = lens_for
        self._watches: dict[str, _Watch] = {}
        self._places: dict[Wire, set[Place]] = {}
        socketio.on_event("connect", self._connected)
        socketio.on_event("join", self._join)
        journal.listeners.append(self._heard)

    @property
    def watching(self) -> int:
        """How many screens have joined."""
        return len(self._places)

    def mark(self, hall: str) -> None:
        """The hall has changed. Cheap and never waits: for the journal's desk."""
        watch = self._watches.get(hall)
        if watch is not None:
            watch.mark()

    def _heard(self, hall: str, facts: list[Fact]) -> None:
        self.mark(hall)

    def close(self) -> None:
        for watch in self._watches.values():
            watch.stop()
        for wire in list(self._places):
            wire.close()

    # joining

    def _connected(self, auth: object = None) -> None:
        request.environ[WIRE].auth = auth

    def _join(self, *arguments: object) -> dict[str, Any]:
        """The event's handler; what it returns is the acknowledgement."""
        try:
            wire: Wire = request.environ[WIRE]
            self._enter(self._place_of(wire, arguments), wire)
            return {"ok": True}
        except HallError as error:
            return {"error": self._callers.problem(error)}
        except Exception:
            log.exception("a join failed")
            return {"error": self._callers.problem(JoinFailed())}

    def _place_of(self, wire: Wire, arguments: tuple[object, ...]) -> Place:
        """Where the screen wants to be, once it may be there and the hall has it."""
        asked = arguments[0] if arguments else None
        if not isinstance(asked, dict):
            raise BadJoin(problems=[{"path": "", "problem": "an object {hall, view, …}"}])
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
        self._may_stay(place, wire)
        self._journal.ask(hall, lambda h, now: place.check(h))
        return place

    def _may_stay(self, place: Place, wire: Wire) -> None:
        """Raises when the screen may not see this, or no longer. A ticket's token has been proof enough. A device
        that shows a token which nobody holds is told so even where anybody may look: a kiosk must know it."""
        if place.view in STAFF_VIEWS:
            self._callers.may_see(self._callers.identify(wire.environ, wire.auth), place.view, place.hall)
        elif isinstance(wire.auth, dict) and wire.auth.get("token") is not None:
            self._callers.identify(wire.environ, wire.auth)

    def _enter(self, place: Place, wire: Wire) -> None:
        if not wire.open:
            return
        places = self._places.setdefault(wire, set())
        if len(places) >= ROOMS_MOST and place not in places:
            raise BadJoin(problems=[{"path": "view", "problem": f"no more than {ROOMS_MOST} for one connection"}])
        places.add(place)
        wire.on_close = self._leave
        watch = self._watches.get(place.hall)
        if watch is None:
            watch = self._watches[place.hall] = _Watch(place.hall, self._journal, self._lens_for, self._may_stay)
        watch.enter(place, wire)

    def _leave(self, wire: Wire) -> None:
        for place in self._places.pop(wire, ()):
            self._watches[place.hall].rooms.leave(place, wire)


def _word(asked: dict[str, Any], name: str) -> str:
    word = asked.get(name)
    if not isinstance(word, str) or not 0 < len(word) <= _WORD_MOST:
        raise BadJoin(problems=[{"path": name, "problem": "a text is needed here"}])
    return word


class _Watch:
    """Looks after the rooms of one hall as long as somebody is in them."""

    def __init__(
        self, hall: str, journal: Journal, lens_for: Callable[[], Lens], may_stay: Callable[[Place, Wire], None]
    ) -> None:
        self.rooms = Rooms()
        self._hall = hall
        self._journal = journal
        self._lens_for = lens_for
        self._may_stay = may_stay
        self._newcomers: list[tuple[Room, Wire]] = []
        self._phase = ""
        self._wake = Event()
        self._next_look = self._next_beat = 0.0
        self._greenlet: gevent.Greenlet | None = None

    def enter(self, place: Place, wire: Wire) -> None:
        self._newcomers.append((self.rooms.enter(place, wire), wire))
        self._wake.set()
        if self._greenlet is None or self._greenlet.ready():
            self._greenlet = gevent.spawn(self._run)

    def mark(self) -> None:
        if self.rooms.mark():
            self._wake.set()

    def stop(self) -> None:
        if self._greenlet is not None:
            self._greenlet.kill()

    def _run(self) -> None:
        while self.rooms:
            try:
                self._round()
                self._wake.wait(0 if self._newcomers else self.rooms.due_in(most=LOOK_S))
                self._wake.clear()
            except Exception:
                log.exception("no views for a moment", extra={"hall": self._hall})
                gevent.sleep(AGAIN_S)
                self.rooms.mark()  # what was taken may not have been sent

    def _round(self) -> None:
        self._welcome()
        self._show(self.rooms.take_due())
        now = monotonic()
        if now >= self._next_look:
            self._next_look = now + LOOK_S
            self._look()
        if now >= self._next_beat:
            self._next_beat = now + HEARTBEAT_S
            self._beat()

    def _welcome(self) -> None:
        """Show newcomers the present view; who was there before gets it in its turn."""
        newcomers = list(self._newcomers)
        by_room: dict[Room, set[Wire]] = {}
        for room, wire in newcomers:
            by_room.setdefault(room, set()).add(wire)
        for room, view in self._views(list(by_room)):
            record = room if room.members <= by_room[room] else Room(room.place)
            self._send(room.place, record.frame(view, again=True), list(by_room[room]))
        del self._newcomers[: len(newcomers)]

    def _show(self, rooms: list[Room]) -> None:
        for room, view in self._views(rooms):
            frame = room.frame(view)
            if frame:
                self._send(room.place, frame, list(room.members))

    def _views(self, rooms: list[Room]) -> list[tuple[Room, View]]:
        """The rooms' views, of committed state only. A room without one is closed: a screen must not keep an old
        view beside fresh heartbeats; it joins again and is told."""
        seen: list[tuple[Room, View | None]] = []
        lens = self._lens_for()

        def look(hall: Hall, now: int) -> None:
            for room in some:
                try:
                    seen.append((room, room.place.look(hall, now, lens)))
                except GONE:
                    seen.append((room, None))
                except Exception:  # the journal's desk and the other rooms go on
                    log.exception("no view", extra={"hall": hall.id, "view": room.place.view})
                    seen.append((room, None))

        for start in range(0, len(rooms), TOGETHER):
            some = rooms[start : start + TOGETHER]
            self._journal.ask(self._hall, look)
        for room, view in seen:
            if view is None:
                for wire in list(room.members):
                    wire.close()
        return [(room, view) for room, view in seen if view is not None]

    def _send(self, key: object, frame: bytes, wires: list[Wire]) -> None:
        for count, wire in enumerate(wires, start=1):
            wire.push(key, frame)
            if count % WITHOUT_PAUSE == 0:
                gevent.sleep(0)

    def _look(self) -> None:
        """Opening, the last ticket and closing change views without any fact."""
        phase = self._journal.ask(self._hall, lambda hall, now: hall.phase(now))
        if phase != self._phase:
            self._phase = phase
            self.rooms.mark()
            self._wake.set()

    def _beat(self) -> None:
        """Tell all screens how far the hall is, after showing each the view of that."""
        self._let_go()
        self._show(self.rooms.all())
        lens = self._lens_for()
        seq, now = self._journal.ask(self._hall, lambda hall, now: (hall.seq, now))
        beat = Heartbeat(hall=self._hall, seq=seq, at=to_datetime(now), speed=lens.speed)
        frame = text_frame(b'42["heartbeat",' + beat.model_dump_json().encode() + b"]")
        self._send(("heartbeat", self._hall), frame, list(self.rooms.wires()))

    def _let_go(self) -> None:
        """Who has signed out since, or whose session has ended, sees no more."""
        for room in self.rooms.all():
            for wire in list(room.members):
                try:
                    self._may_stay(room.place, wire)
                except HallError:
                    wire.close()
                except Exception:
                    log.exception("not known whether a screen may stay", extra={"hall": self._hall})
