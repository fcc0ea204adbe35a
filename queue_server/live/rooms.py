"""Rooms: who watches what of one hall, and when a room's view is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from ..hall.errors import UnknownCounter, UnknownTicket
from ..hall.hall import Hall
from ..powers import HOLDER, PUBLIC, Open, Power
from . import views
from .shapes import View
from .staff_shapes import LiveView
from .views import Lens
from .wire import Wire, text_frame


@dataclass(frozen=True, slots=True)
class Place:
    """What a room shows. `subject`: the counter's id of a window or counter, the ticket's of a ticket, the branch that
    the hall's live view is restricted to."""

    view: str
    hall: str
    subject: str = ""

    def check(self, hall: Hall) -> None:
        """Raises UnknownCounter, UnknownTicket when the hall has no such subject."""
        if self.view in ("window", "counter"):
            hall.counter(self.subject)
        elif self.view == "ticket":
            hall.ticket(self.subject)

    def look(self, hall: Hall, now: int, lens: Lens) -> View:
        return VIEWS[self.view].look(hall, self.subject, now, lens)


@dataclass(frozen=True, slots=True)
class Watched:
    """A view that is pushed: what its room shows, no more often than `every_s`, and the power that it asks for.

    `in_part`: callers of one branch are let in as well, and are shown nothing else.
    """

    look: Callable[[Hall, str, int, Lens], View]
    every_s: float
    power: Power | Open
    in_part: bool = False


def live_for(hall: Hall, branch: str | None, now: int, lens: Lens) -> LiveView:
    """The hall live, as an account sees it whose scope is this branch (None: the whole hall)."""
    return views.live(hall, now, lens) if branch is None else views.live_of_branch(hall, branch, now, lens)


# a big view twice a second, what a clerk waits for sooner, what many watch later
VIEWS = {
    "board": Watched(lambda hall, _, now, lens: views.board(hall, now, lens), 0.5, PUBLIC),
    "kiosk": Watched(lambda hall, _, now, lens: views.kiosk(hall, now, lens), 0.5, PUBLIC),
    "live": Watched(
        lambda hall, branch, now, lens: live_for(hall, branch or None, now, lens), 0.5, "live", in_part=True
    ),
    "window": Watched(lambda hall, counter, now, lens: views.window(hall, counter, now, lens), 0.1, PUBLIC),
    "counter": Watched(lambda hall, counter, now, lens: views.counter(hall, counter, now, lens), 0.1, "serve"),
    "ticket": Watched(
        lambda hall, subject, now, lens: views.ticket(hall, hall.ticket(subject), now, lens), 1.0, HOLDER
    ),
}
GONE = (UnknownCounter, UnknownTicket)  # a new plan has no such counter, a new day no such ticket


class Room:
    """Those who watch one place, and what they were last shown."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.members: set[Wire] = set()
        self._body = ""  # of the view last shown, without `seq` and `at`
        self.seq = 0

    def frame(self, view: View, again: bool = False) -> bytes:
        """The view as one frame for every member; empty when they have it already and it is not wanted again."""
        body = view.model_dump_json(exclude={"seq", "at"})
        if body == self._body and view.seq <= self.seq and not again:
            return b""
        self._body, self.seq = body, view.seq
        at = view.at.isoformat().replace("+00:00", "Z")
        return text_frame(f'42["view",{{"seq":{view.seq},"at":"{at}",{body[1:]}]'.encode())


@dataclass(slots=True)
class Pace:
    """Rooms that are pushed together: at once after a quiet while, then no more often than `every_s`."""

    every_s: float
    rooms: dict[Place, Room] = field(default_factory=dict)
    changed: bool = False
    next_at: float = 0.0

    def due_in(self) -> float | None:
        """Seconds until something is to be pushed; None when nothing is."""
        return max(0.0, self.next_at - monotonic()) if self.changed and self.rooms else None

    def take(self) -> list[Room]:
        """The rooms to push now; the pace starts anew."""
        self.changed = False
        self.next_at = monotonic() + self.every_s
        return list(self.rooms.values())


class Rooms:
    """All rooms of a hall, by pace."""

    def __init__(self) -> None:
        self.paces = {every_s: Pace(every_s) for every_s in sorted({view.every_s for view in VIEWS.values()})}

    def _pace_of(self, place: Place) -> Pace:
        return self.paces[VIEWS[place.view].every_s]

    def enter(self, place: Place, wire: Wire) -> Room:
        room = self._pace_of(place).rooms.setdefault(place, Room(place))
        room.members.add(wire)
        return room

    def leave(self, place: Place, wire: Wire) -> None:
        rooms = self._pace_of(place).rooms
        room = rooms.get(place)
        if room is not None:
            room.members.discard(wire)
            if not room.members:
                del rooms[place]

    def __bool__(self) -> bool:
        return any(pace.rooms for pace in self.paces.values())

    def all(self) -> list[Room]:
        return [room for pace in self.paces.values() for room in pace.rooms.values()]

    def wires(self) -> set[Wire]:
        return {wire for room in self.all() for wire in room.members}

    def mark(self) -> bool:
        """Everything may have changed. True when that is news."""
        news = False
        for pace in self.paces.values():
            news = news or not pace.changed
            pace.changed = True
        return news

    def due_in(self, most: float) -> float:
        """Seconds until the next push is due, at most `most`."""
        waits = (pace.due_in() for pace in self.paces.values())
        return min((wait for wait in waits if wait is not None), default=most)

    def take_due(self) -> list[Room]:
        return [room for pace in self.paces.values() if pace.due_in() == 0.0 for room in pace.take()]
