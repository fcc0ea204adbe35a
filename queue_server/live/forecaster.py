"""The forecaster: keeps an outlook of each hall, worked out beside the calls and never in their way.

The hall is asked once, for a snapshot; the runs are then played in slices of less than a millisecond, and after
each slice everybody else goes first. One hall is played at a time: of a hundred that each played a slice, a press would
wait for a hundred slices. With many busy halls an outlook is older, never a press slower.
"""

from __future__ import annotations

import logging
from random import Random
from time import monotonic

import gevent
from gevent.event import Event
from gevent.lock import BoundedSemaphore

from ..hall.facts import Fact
from ..hall.forecast import WAITING_MOST, Outlook
from ..hall.hall import Hall
from ..journal import Journal

log = logging.getLogger(__name__)

EVERY_S = 3.0  # least between two outlooks of a hall
BREATH_S = 0.001  # after a slice; with less, gevent plays several of them before it looks at any socket
PATIENCE = 20  # breaths at most while a press is under way: its commit is a thread that needs the interpreter, too
AGAIN_S = 15.0  # of a hall where nothing happens: time alone changes its waits


class Forecaster:
    """A listener of the journal. `outlook` may be asked at any time and never waits."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._outlooks: dict[str, Outlook] = {}
        self._watches: dict[str, tuple[gevent.Greenlet, Event]] = {}
        self._playing = BoundedSemaphore()
        self._closed = False
        journal.listeners.append(self._heard)

    def outlook(self, hall: str) -> Outlook | None:
        """The latest, a few seconds old at most; None at first, and when nobody is on post or far too many wait."""
        return self._outlooks.get(hall)

    def close(self) -> None:
        self._closed = True
        gevent.killall([greenlet for greenlet, _ in self._watches.values()])

    def watch(self, hall: str) -> None:
        """Look at this hall now, and from now on. Cheap and never waits: for the journal's desk."""
        if self._closed:
            return
        if hall not in self._watches:
            changed = Event()
            self._watches[hall] = (gevent.spawn(self._watch, hall, changed), changed)
        self._watches[hall][1].set()

    def _heard(self, hall: str, facts: list[Fact]) -> None:
        self.watch(hall)

    def _watch(self, hall: str, changed: Event) -> None:
        while True:
            changed.wait(AGAIN_S)
            changed.clear()
            began = monotonic()
            try:
                self._refresh(hall)
            except Exception:
                log.exception("no forecast for a moment", extra={"hall": hall})
            gevent.sleep(max(0.0, began + EVERY_S - monotonic()))

    def _refresh(self, hall: str) -> None:
        with self._playing:
            self._play(hall)

    def _play(self, hall: str) -> None:
        begun: tuple[Outlook, int] | None = self._journal.ask(hall, _begun)
        if begun is None:
            self._outlooks.pop(hall, None)
            return
        outlook, seed = begun
        for _ in outlook.play(Random(seed).random):
            gevent.sleep(BREATH_S)
            for _ in range(PATIENCE):
                if not self._journal.busy:
                    break
                gevent.sleep(BREATH_S)
        self._outlooks[hall] = outlook


def _begun(hall: Hall, now: int) -> tuple[Outlook, int] | None:
    staffed = any(counter.post is not None for counter in hall.counters.values())
    if not staffed or len(hall.waiting) > WAITING_MOST:
        return None
    return Outlook(hall, now), hall.seq
