"""Where the journal lies. There are two engines, SQLite for one process and PostgreSQL for several, and this is all
that the others know of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine

T = TypeVar("T")


class ConnectionLost(Exception):
    """The server is away, or was for a moment, and no COMMIT was under way: nothing of the work took place."""


class Database(ABC):
    """Callers are greenlets (or plain threads) that wait for their result."""

    url: str
    engine: Engine
    # nobody else writes: what a hall has in memory is the head of its journal
    alone: bool
    damaged = False  # what `damage` found when it last looked

    @property
    def file(self) -> Path | None:
        """Where it lies; None on a server, and in memory."""
        return None

    def damage(self) -> list[str]:
        """What is wrong with its file's pages, in the engine's words; takes its time, and holds nobody up."""
        return []

    @property
    def folds(self) -> Path | None:
        """The folder where checkpoints of its halls may lie."""
        return None

    @property
    def moved(self) -> bool:
        """Whether its file was deleted, moved or replaced since it was opened: then nothing is written."""
        return False

    @abstractmethod
    def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction; commits, or rolls back and raises.

        Raises NotKnown when the answer to the commit was lost; whatever other Exception it raises, nothing took place,
        as with DatabaseMoved, when no start would find it.
        """

    @abstractmethod
    def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one snapshot."""

    @abstractmethod
    def study(self, work: Callable[[Connection], T]) -> T:
        """As `read`, for work that takes its time: nobody's sign-in waits behind a report over a year."""

    @abstractmethod
    def turn(self, work: Callable[[Connection], T]) -> T:
        """As `write`, by the driver's own cursors alone: what is only written waits for no answer of its own.

        Raises ConnectionLost, and NotKnown as `write` does.
        """

    @abstractmethod
    def settle(self, work: Callable[[Connection], T]) -> T:
        """As `write`, after a commit that ended in NotKnown: what `work` finds of it, when it holds the hall, stays."""

    @abstractmethod
    def glance(self, work: Callable[[Connection], T]) -> T:
        """As `read`, by a single statement. Raises ConnectionLost."""

    @abstractmethod
    def tidy(self) -> None:
        """What was erased is to be found nowhere in the files. Never raises."""

    def time(self) -> int | None:
        """The server's clock, microseconds since the epoch; None where there is no server, and no other clock."""
        return None

    @abstractmethod
    def close(self) -> None: ...
