"""Lines: one at a time from one address, so that a crowd from one place keeps nobody elsewhere waiting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from gevent.lock import BoundedSemaphore

from .errors import TooManyTries

LONGEST = 50  # more than sign in at once behind one proxy, at the beginning of a shift


@dataclass(slots=True)
class _Line:
    people: int = 0
    head: BoundedSemaphore = field(default_factory=BoundedSemaphore)


class Lines:
    def __init__(self) -> None:
        self._lines: dict[str, _Line] = {}

    @contextmanager
    def turn(self, address: str) -> Iterator[None]:
        """Waits for its turn behind all others of this address. Raises TooManyTries when they are too many."""
        line = self._lines.setdefault(address, _Line())
        if line.people == LONGEST:
            raise TooManyTries(retry_after_s=1)
        line.people += 1
        try:
            with line.head:
                yield
        finally:
            line.people -= 1
            if not line.people:
                del self._lines[address]
