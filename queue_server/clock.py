"""The clock at the edge: the one place that reads the machine's time for a hall."""

from __future__ import annotations

import time

from .hall.instants import SECOND


class Clock:
    """Calling it gives now, in microseconds since the epoch.

    `start` begins a rehearsal: the hall's clock then runs from there, `speed` times as fast.
    """

    def __init__(self, start: int | None = None, speed: float = 1.0) -> None:
        self.rehearsal = start is not None
        self.speed = speed if self.rehearsal else 1.0
        self._start = start or 0
        self._began = time.monotonic()

    def __call__(self) -> int:
        if not self.rehearsal:
            return time.time_ns() // 1_000
        return self._start + round((time.monotonic() - self._began) * self.speed * SECOND)
