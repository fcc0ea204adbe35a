"""SQLite, on threads of its own: the deciding never waits for a disk.

One thread writes, two read. Callers are greenlets (or plain threads) that wait for their result.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

import gevent
from gevent.hub import Waiter
from gevent.monkey import get_original
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from .database import Database
from .errors import DatabaseMoved, NotKnown
from .prepared import driver_of

T = TypeVar("T")

# pages that SQLite's log holds before they go to their places in the file, which whoever commits then waits for
WAL_PAGES = 4_000
BUSY_S = 10.0  # how long another process may hold the file
CLOSE_S = 2.0  # a proof or report that is still going on is left when the server stops

# a thread of the system's own, whatever gevent has put in their place
_start_new_thread = get_original("_thread", "start_new_thread")
_SimpleQueue = get_original("queue", "SimpleQueue")
_sleep = get_original("time", "sleep")


def _engine(url: str) -> Engine:
    """WAL, synchronous=FULL, so an answered command survives a power cut."""
    parsed = make_url(url)
    if parsed.database and parsed.database != ":memory:":
        file = Path(parsed.database)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)  # whoever else has an account on this machine reads no hall; SQLite's side files follow
    engine = create_engine(
        url,
        poolclass=NullPool,
        hide_parameters=True,  # what people wrote never reaches a log
        connect_args={"check_same_thread": False, "timeout": BUSY_S},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun by us, not guessed by the driver
        _use_wal(connection)
        for pragma in ("synchronous=FULL", "foreign_keys=ON", f"wal_autocheckpoint={WAL_PAGES}", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading")
        # by the driver itself: SQLAlchemy's way to run it costs as much as a small commit
        with driver_of(connection) as cursor:
            cursor.execute("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _use_wal(connection: Any) -> None:
    """Where another process changes a new file to WAL at this moment, SQLite says "locked" without waiting at all."""
    until = monotonic() + BUSY_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            _sleep(0.01)


class SqliteDatabase(Database):
    """One writing thread, one for short reads and one for long ones, over one database."""

    alone = True

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)
        self._place = _Place(self.file)
        self._writer = _Thread(self.engine, self._place, reading=False)
        self._reader, self._student = _Thread(self.engine, self._place), _Thread(self.engine, self._place)

    @property
    def file(self) -> Path | None:
        name = self.engine.url.database
        return Path(name) if name and name != ":memory:" else None

    @property
    def moved(self) -> bool:
        return self._place.moved

    def damage(self) -> list[str]:
        found = self._check_pages()
        self.damaged = bool(found)
        return found

    def _check_pages(self) -> list[str]:
        try:
            found = self.study(lambda connection: connection.exec_driver_sql("PRAGMA quick_check(10)").scalars().all())
        except DatabaseError as error:  # so much of it that it cannot even be looked through
            return [str(error.orig)]
        return [] if found == ["ok"] else list(found)

    @property
    def folds(self) -> Path | None:
        return self.file.with_name(self.file.name + ".folds") if self.file else None

    def write(self, work: Callable[[Connection], T]) -> T:
        return self._writer.run(work)

    def turn(self, work: Callable[[Connection], T]) -> T:
        return self.write(work)

    def settle(self, work: Callable[[Connection], T]) -> T:
        """What a failed commit had put into SQLite's log is nobody's while the process lives, and comes back after its
        end, unless something was written over it."""

        def over(connection: Connection) -> T:
            with driver_of(connection) as cursor:
                (version,) = cursor.execute("PRAGMA user_version").fetchone()
                cursor.execute(f"PRAGMA user_version = {(version + 1) % 2}")
            return work(connection)

        return self.write(over)

    def glance(self, work: Callable[[Connection], T]) -> T:
        return self.read(work)

    def read(self, work: Callable[[Connection], T]) -> T:
        return self._reader.run(work)

    def study(self, work: Callable[[Connection], T]) -> T:
        return self._student.run(work)

    def tidy(self) -> None:
        """SQLite's log keeps what was erased until it begins anew."""
        self._writer.tidy()

    def close(self) -> None:
        for thread in (self._writer, self._reader, self._student):
            thread.close()
        self.engine.dispose()


class _Place:
    """The names of the database's file and of its log, and which files these were: SQLite goes on writing into files
    that have lost their names."""

    def __init__(self, file: Path | None) -> None:
        self._file = str(file) if file else None
        self._was = _identity(self._file) if self._file else None
        self._log = f"{file}-wal"
        self._log_was: tuple[int, int] | None = None

    @property
    def moved(self) -> bool:
        if self._file is None:
            return False
        if _identity(self._file) != self._was:
            return True
        return self._log_was is not None and _identity(self._log) != self._log_was

    def check(self) -> None:
        """Raises DatabaseMoved."""
        if self.moved:
            raise DatabaseMoved(f"{self._file} was deleted, moved or replaced, or its log was; put it back, or restart")

    def note_log(self) -> None:
        """Which file the log is, when the writer has just opened it."""
        if self._file is not None:
            self._log_was = _identity(self._log)

    def forget_log(self) -> None:
        """When the writer is about to close it: the last one who does takes it away."""
        self._log_was = None


def _identity(file: str) -> tuple[int, int] | None:
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found.st_dev, found.st_ino


class _Thread:
    """A thread with a connection of its own, made when it is first needed.

    gevent's pool does the same for any number of threads and takes twice the time to hand one piece of work over,
    which every lone press pays.
    """

    def __init__(self, engine: Engine, place: _Place, reading: bool = True) -> None:
        self._engine = engine
        self._place = place
        self._reading = reading
        self._connection: Connection | None = None
        self._jobs: Any = _SimpleQueue()
        self._closed = False
        _start_new_thread(self._run, ())

    def run(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns or raises; the other greenlets go on meanwhile."""
        return self._hand_over(partial(self._in_transaction, work))

    def tidy(self) -> None:
        """Never raises: somebody who reads meanwhile keeps the log as it is, and the next day tries again."""
        with suppress(Exception):
            self._hand_over(self._truncate)

    def _truncate(self) -> None:
        if self._connection is not None:
            with driver_of(self._connection) as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _hand_over(self, work: Callable[[], T]) -> T:
        hub = gevent.get_hub()
        waiter = Waiter(hub)
        told = hub.loop.async_()
        told.start(waiter.switch, None)  # before the thread can know of it: what is told to a deaf ear is lost
        job = _Job(work, told.send)
        try:
            self._jobs.put(job)
            waiter.get()
        finally:
            told.close()
        if job.error is not None:
            raise job.error
        return job.result  # type: ignore[no-any-return]

    def _run(self) -> None:
        while True:
            job = self._jobs.get()
            if job is None:
                return
            try:
                job.result = job.work()
            except BaseException as error:  # whatever it is, somebody waits
                job.error = error
            job.done()
            del job  # until the next one comes nothing of it is kept

    def _in_transaction(self, work: Callable[[Connection], T]) -> T:
        connection = self._connection
        fresh = connection is None
        if connection is None:
            self._place.check()  # a file that was put there since is not ours, and none is made in its place
            connection = self._connection = self._engine.connect().execution_options(reading=self._reading)
        sent = False
        try:
            with connection.begin():
                if fresh and not self._reading:
                    self._place.note_log()
                result = work(connection)
                if not self._reading:
                    self._place.check()
                    sent = True
            if not self._reading:
                self._place.check()  # before an answer leaves
        except Exception as error:
            if isinstance(error, DatabaseMoved):
                # the connection is kept open: else another file might get its inode, and pass for it
                if sent:
                    raise NotKnown() from error
                raise
            # a connection that failed is not trusted again
            if not self._reading:
                self._place.forget_log()
            self._connection = None
            with suppress(Exception):
                connection.close()
            if sent and not _is_refusal(error):
                raise NotKnown() from error
            raise
        return result

    def close(self) -> None:
        """After the last job, which is waited for no longer than CLOSE_S; the thread closes what it works with."""
        if self._closed:
            return
        self._closed = True
        with gevent.Timeout(CLOSE_S, False):
            self._hand_over(self._disconnect)
        self._jobs.put(None)

    def _disconnect(self) -> None:
        if self._connection is not None:
            if not self._reading:
                self._place.forget_log()
            self._connection.close()
            self._connection = None


# what COMMIT answers before the mark that makes it one is wholly in SQLite's log: no start will find it there. After
# any other error, as one in making it durable, the mark may be there
_REFUSALS = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_BUSY}


def _is_refusal(error: Exception) -> bool:
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", None)
    return code in _REFUSALS or (code is not None and code & 0xFF == sqlite3.SQLITE_CONSTRAINT)


@dataclass(slots=True, eq=False)
class _Job:
    work: Callable[[], Any]
    done: Callable[[], None]
    result: Any = None
    error: BaseException | None = None
