"""The relay: the only place that sends to screens.

A commit marks its hall; the hall's watch, a greenlet of its own, then looks once at each room that somebody is in
and sends the whole view to all members as one frame. What is left out comes with the next view, so nothing has to
be replayed to anybody.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import partial
from time import monotonic
from typing import Any

import gevent
from flask import request
from flask_socketio import SocketIO
from gevent.event import Event

from ..hall.facts import Fact
from ..hall.hall import Hall
from ..hall.instants import to_datetime
from ..journal import Journal, StorageFailed
from ..refusals import Fault, Refusal
from .door import Callers, Door
from .rooms import GONE, Place, Room, Rooms
from .shapes import Heartbeat, View
from .views import Lens
from .wire import WIRE, Wire, text_frame

log = logging.getLogger(__name__)

HEARTBEAT_S = 5.0
LOOK_S = 1.0  # how often time alone is asked for a change of the day's state
AGAIN_S = 1.0  # after a fault
TOGETHER = 20  # rooms that are looked at in one question to the journal: commands come in between
WITHOUT_PAUSE = 200  # screens written to before others get their turn


class Relay:
    """Lets screens join, and pushes to them what they watch."""

    def __init__(self, socketio: SocketIO, journal: Journal, callers: Callers, lens_for: Callable[[], Lens]) -> None:
        self._journal = journal
        self._door = Door(callers, journal)
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
            place = self._door.place_of(wire, arguments)
            self._door.check_room(self._places.get(wire, set()), place)
            self._enter(place, wire)
            return {"ok": True}
        except Refusal as error:
            return {"error": self._door.problem(error)}
        except Exception:
            log.exception("a join failed")
            return {"error": self._door.problem(Fault())}

    def _enter(self, place: Place, wire: Wire) -> None:
        if not wire.open:
            return
        places = self._places.setdefault(wire, set())
        places.add(place)
        wire.on_close = self._leave
        watch = self._watches.get(place.hall)
        if watch is None:
            watch = self._watches[place.hall] = _Watch(place.hall, self._journal, self._lens_for, self._door.may_stay)
        watch.enter(place, wire)

    def _leave(self, wire: Wire) -> None:
        for place in self._places.pop(wire, ()):
            self._watches[place.hall].rooms.leave(place, wire)


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
        self._greenlets: dict[str, gevent.Greenlet] = {}

    def enter(self, place: Place, wire: Wire) -> None:
        self._newcomers.append((self.rooms.enter(place, wire), wire))
        self._wake.set()
        for name, work in (("views", self._run), ("guard", self._guard)):
            if name not in self._greenlets or self._greenlets[name].ready():
                self._greenlets[name] = gevent.spawn(work)

    def mark(self) -> None:
        if self.rooms.mark():
            self._wake.set()

    def stop(self) -> None:
        gevent.killall(list(self._greenlets.values()))

    def _run(self) -> None:
        while self.rooms:
            try:
                self._round()
                self._wake.wait(0 if self._newcomers else self.rooms.due_in(most=LOOK_S))
                self._wake.clear()
            except Exception as error:
                known = isinstance(error, StorageFailed)  # and told by the desk
                log.error("no views for a moment", exc_info=not known, extra={"hall": self._hall})
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

    def _views(self, rooms: list[Room]) -> Iterator[tuple[Room, View]]:
        """The rooms' views, of committed state only. A room without one is closed: a screen must not keep an old
        view beside fresh heartbeats; it joins again and is told."""
        for start in range(0, len(rooms), TOGETHER):
            some = rooms[start : start + TOGETHER]
            for room, view in zip(some, self._journal.ask(self._hall, partial(self._seen, some)), strict=True):
                if view is not None:
                    yield room, view
                    continue
                for wire in list(room.members):
                    wire.close()

    def _seen(self, rooms: list[Room], hall: Hall, now: int) -> list[View | None]:
        lens = self._lens_for()
        views: list[View | None] = []
        for room in rooms:
            view = None
            try:
                view = room.place.look(hall, now, lens)
            except GONE:
                pass
            except Exception:  # of one view: the other rooms, and the journal's desk, go on
                log.exception("no view", extra={"hall": hall.id, "view": room.place.view})
            views.append(view)
        return views

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
        self._show(self.rooms.all())
        lens = self._lens_for()
        seq, now = self._journal.ask(self._hall, lambda hall, now: (hall.seq, now))
        beat = Heartbeat(hall=self._hall, seq=seq, at=to_datetime(now), speed=lens.speed)
        frame = text_frame(b'42["heartbeat",' + beat.model_dump_json().encode() + b"]")
        self._send(("heartbeat", self._hall), frame, list(self.rooms.wires()))

    def _guard(self) -> None:
        """Who has signed out since, or whose session has ended, sees no more. Beside the views: it asks a disk."""
        while self.rooms:
            gevent.sleep(HEARTBEAT_S)
            for room in self.rooms.all():
                for wire in list(room.members):
                    try:
                        self._may_stay(room.place, wire)
                    except Refusal:
                        wire.close()
                    except Exception:
                        log.exception("not known whether a screen may stay", extra={"hall": self._hall})
