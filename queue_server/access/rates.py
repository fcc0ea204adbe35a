"""Rates: how often somebody may try something within a span of time.

Bounded in memory, and O(1) for each try: see docs/adr/0020.
"""

from __future__ import annotations

import time
from collections import deque
from typing import Protocol

from .errors import TooManyTries
from .recent import Recent

REMEMBERED = 5_000  # made-up names must not fill the memory


class Shared(Protocol):
    """Where several workers count together."""

    def wait_s(self, name: str, who: str, most: int, span_s: int) -> float | None:
        """Counts a try; seconds until the next one is allowed when it is not, else 0. None: count alone."""

    def forget(self, name: str, who: str) -> None: ...

    def give_back(self, name: str, who: str) -> None: ...


class Rate:
    """`most` tries in each `span_s` seconds for one who tries; counted before the try is looked at."""

    def __init__(self, name: str, most: int, span_s: int, shared: Shared | None = None) -> None:
        self._name, self._most, self._span_s = name, most, span_s
        self._shared = shared
        self._tries: Recent[deque[float]] = Recent(REMEMBERED)

    @property
    def remembered(self) -> int:
        """How many are counted here; REMEMBERED at most, then the one who tried the longest ago is forgotten."""
        return len(self._tries)

    def count(self, who: str) -> None:
        """Raises TooManyTries."""
        wait_s = self._shared.wait_s(self._name, who, self._most, self._span_s) if self._shared else None
        if wait_s is None:
            wait_s = self._wait_s(who)
        if wait_s > 0:
            raise TooManyTries(retry_after_s=int(wait_s) + 1)

    def give_back(self, who: str) -> None:
        """Their last try was none of those that are limited."""
        if tries := self._tries.get(who):
            tries.pop()
        if self._shared:
            self._shared.give_back(self._name, who)

    def forget(self, who: str) -> None:
        """What they tried has succeeded."""
        self._tries.forget(who)
        if self._shared:
            self._shared.forget(self._name, who)

    def _wait_s(self, who: str) -> float:
        now = time.monotonic()
        tries = self._tries.get(who)
        if tries is None:
            tries = self._tries.keep(who, deque(maxlen=self._most))
        if len(tries) == self._most and now - tries[0] < self._span_s:
            return self._span_s - (now - tries[0])
        tries.append(now)
        return 0.0
