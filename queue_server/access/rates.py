"""Rates: how often somebody may try something within a span of time."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Hashable

from .errors import TooManyTries

REMEMBERED = 10_000  # made-up names must not fill the memory


class Rate:
    """`most` tries in each `span_s` seconds for one who tries; counted before the try is looked at."""

    def __init__(self, most: int, span_s: int) -> None:
        self._most, self._span_s = most, span_s
        self._tries: dict[Hashable, deque[float]] = {}

    def count(self, who: Hashable) -> None:
        """Raises TooManyTries."""
        now = time.monotonic()
        if len(self._tries) > REMEMBERED:
            self._tries = {one: times for one, times in self._tries.items() if now - times[-1] < self._span_s}
        tries = self._tries.setdefault(who, deque(maxlen=self._most))
        if len(tries) == self._most and now - tries[0] < self._span_s:
            raise TooManyTries(retry_after_s=int(self._span_s - (now - tries[0])) + 1)
        tries.append(now)

    def forget(self, who: Hashable) -> None:
        """What they tried has succeeded."""
        self._tries.pop(who, None)
