"""The clock at the edge: the one place that reads the machine's time for a hall.

A machine's clock is put right by small steps all the time, and a hall follows those. A clock that leaps while the
hall is at work, by an hour or to the year 2031, is followed nowhere: a day begun in the future could never be taken
back. The hall then goes on by how long the machine has been running, and says so, until somebody has looked.
"""

from __future__ import annotations

import logging
import time

from .hall.instants import DAY, MINUTE, SECOND

log = logging.getLogger(__name__)

FOLLOWED = 5 * MINUTE  # what a clock that nobody sets is off after some weeks
AWAY_MOST = 14 * DAY  # longer than the longest holidays


def machine_time() -> int:
    """What the machine says it is, microseconds since the epoch."""
    return time.time_ns() // 1_000


def running_time() -> int:
    """How long the machine has been running, asleep or awake, microseconds; nobody can set it."""
    return (
        time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000
        if hasattr(time, "CLOCK_BOOTTIME")
        else (time.monotonic_ns() // 1_000)
    )


class Clock:
    """Calling it gives now, in microseconds since the epoch.

    `last`: when something last happened in the journal. A clock that was behind it at the start is not set yet, so
    the step that brings it there is followed, however long it is.
    `start` begins a rehearsal: the hall's clock then runs from there, `speed` times as fast; `since`: the machine's
    running time when it did, for workers that come later.
    """

    def __init__(self, start: int | None = None, speed: float = 1.0, last: int = 0, since: int | None = None) -> None:
        self.rehearsal = start is not None
        self.speed = speed if self.rehearsal else 1.0
        self.off = 0  # how far the machine's clock has leapt ahead (or back) of this one, microseconds
        self._last = last
        self._at = machine_time() if start is None else start
        self._since = running_time() if since is None else since

    @property
    def began(self) -> tuple[int, int]:
        """A rehearsal's `start` and `since`."""
        return self._at, self._since

    def __call__(self) -> int:
        running = running_time()
        expected = self._at + round((running - self._since) * self.speed)
        if self.rehearsal:
            return expected
        machine = machine_time()
        off = machine - expected
        if abs(off) > FOLLOWED and not self._is_set_now(expected, machine):
            self._leapt(off)
            return expected
        if self.off:
            log.warning("the machine's clock is right again")
        self._at, self._since, self.off = machine, running, 0
        return machine

    def _is_set_now(self, expected: int, machine: int) -> bool:
        return expected < self._last - FOLLOWED <= machine <= self._last + AWAY_MOST

    def _leapt(self, off: int) -> None:
        if not self.off:
            log.error("the machine's clock has leapt by %d s; the halls go on by their own", off // SECOND)
        self.off = off
