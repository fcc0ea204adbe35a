"""Who holds a token, remembered for a moment: the hot path must not ask the database at every press."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

SECONDS = 5.0  # a token taken back is refused after this long at the latest
MOST = 50_000


class Remembered(Generic[T]):
    """Found values by key; misses are not kept, so a stranger's guesses fill nothing."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[float, T]] = {}

    def recall(self, key: str, find: Callable[[], T | None]) -> T | None:
        now = time.monotonic()
        known = self._found.get(key)
        if known is not None and now - known[0] < SECONDS:
            return known[1]
        value = find()
        if value is None:
            self._found.pop(key, None)
            return None
        if len(self._found) >= MOST:
            self._found.clear()
        self._found[key] = (now, value)
        return value

    def forget(self, key: str) -> None:
        self._found.pop(key, None)
