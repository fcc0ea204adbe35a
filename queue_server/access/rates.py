"""Rates: how often somebody may try something within a span of time."""

from __future__ import annotations

import time
from collections import deque
from typing import Protocol

from .errors import TooManyTries

REMEMBERED = 10_000  # made-up names must not fill the memory


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
        self._tries: dict[str, deque[float]] = {}

    def count(self, who: str) -> None:
        """Raises TooManyTries."""
        wait_s = self._shared.wait_s(self._name, who, self._most, self._span_s) if self._shared else None
        if wait_s is None:
            wait_s = self._wait_s(who)
        if wait_s > 0:
            raise TooManyTries(retry_after_s=int(wait_s) + 1)

    def forget(self, who: str) -> None:
        """What they tried has succeeded."""
        self._tries.pop(who, None)
        if self._shared:
            self._shared.forget(self._name, who)

    def give_back(self, who: str) -> None:
        """Their last try was none of those that are limited."""
        if tries := self._tries.get(who):
            tries.pop()
            if not tries:
                del self._tries[who]
        if self._shared:
            self._shared.give_back(self._name, who)

    def _wait_s(self, who: str) -> float:
        now = time.monotonic()
        if len(self._tries) > REMEMBERED:
            self._tries = {one: times for one, times in self._tries.items() if now - times[-1] < self._span_s}
        tries = self._tries.setdefault(who, deque(maxlen=self._most))
        if len(tries) == self._most and now - tries[0] < self._span_s:
            return self._span_s - (now - tries[0])
        tries.append(now)
        return 0.0
