"""Stopping when the system asks: what waits is ended at once, a slip that is being printed comes out first."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stopped(Exception):
    """Somebody asked this program to end."""


class Stop:
    def __init__(self) -> None:
        self._asked = False
        self._waiting = False

    def on_signals(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._ask())

    def _ask(self) -> None:
        self._asked = True
        if self._waiting:  # a signal's handler runs inside whatever waits, and ends it
            raise Stopped()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """What is done inside may be broken off. Raises Stopped."""
        self._waiting = True
        try:
            if self._asked:
                raise Stopped()
            yield
        finally:
            self._waiting = False

    def pause(self, seconds: float) -> None:
        """Raises Stopped."""
        with self.waiting():
            time.sleep(seconds)
