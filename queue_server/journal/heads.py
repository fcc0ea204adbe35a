"""A file beside SQLite's that says how far each journal went, so that a start sees when lines are gone.

A damaged log, a copy without its log or an older copy is a whole database in itself: its chain holds, and numbers given
since would be given again. The file tells what was committed up to a few seconds ago, never more than that.
"""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from pathlib import Path

import gevent
import orjson
from sqlalchemy import Connection

from ..hall.instants import to_datetime
from . import store
from .database import Database
from .errors import JournalBehind

log = logging.getLogger(__name__)

Head = tuple[int, str, int]  # (seq, hash, at) of a journal's last line


@dataclass(frozen=True, slots=True)
class Loss:
    """What a journal had, and what it has now; None when it is not there at all."""

    owner: str
    had: Head
    has: Head | None

    def __str__(self) -> str:
        there = f"ends at line {self.has[0]} of {_time(self.has[2])}" if self.has else "is not there"
        if self.has and self.has[0] >= self.had[0]:
            there = f"has another line {self.had[0]}"
        return f"{self.owner}: its journal {there}; it had gone to line {self.had[0]} of {_time(self.had[2])}"


def head_file(database_file: Path) -> Path:
    return database_file.with_name(database_file.name + ".heads")


class Heads:
    """Of the journals of one database. One without a file has none, and nothing is checked."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._file = head_file(database.file) if database.file else None
        self._kept: dict[str, Head] | None = None

    def losses(self) -> list[Loss]:
        """What the file knows of and the database does not."""
        kept = self._read()
        return self._database.read(lambda connection: _losses(connection, kept)) if kept else []

    def check(self) -> None:
        """Raises JournalBehind."""
        if losses := self.losses():
            raise JournalBehind([str(loss) for loss in losses])

    def keep(self) -> None:
        """Write down how far the journals go now. Never raises OSError: halls go on without."""
        if self._file is None or self._database.moved:
            return
        found = self._database.study(store.last_lines)
        if found == self._kept:
            return
        try:
            gevent.get_hub().threadpool.apply(_write, (self._file, orjson.dumps(found)))
        except OSError as error:
            log.warning("how far the journals go could not be written down: %s", error)
        else:
            self._kept = found

    def _read(self) -> dict[str, Head]:
        if self._file is None:
            return {}
        try:
            return {owner: (seq, line, at) for owner, (seq, line, at) in orjson.loads(self._file.read_bytes()).items()}
        except FileNotFoundError:
            return {}
        except (ValueError, TypeError, AttributeError):
            log.warning("%s is not readable: nobody can say whether lines are gone", self._file)
            return {}


def _losses(connection: Connection, kept: dict[str, Head]) -> list[Loss]:
    now = store.last_lines(connection)
    return [
        Loss(owner, had, now.get(owner))
        for owner, had in kept.items()
        if store.hash_of(connection, owner, had[0]) != had[1] or owner not in now
    ]


def _write(file: Path, content: bytes) -> None:
    fresh = file.with_name(file.name + ".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
    fresh.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _time(at: int) -> str:
    return f"{to_datetime(at).astimezone():%Y-%m-%d %H:%M:%S}"
