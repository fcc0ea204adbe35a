"""The database, on threads of its own: the deciding never waits for a disk.

One thread writes, two read. Callers are greenlets (or plain threads) that wait for their result.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from gevent.threadpool import ThreadPool
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

T = TypeVar("T")


def make_engine(url: str) -> Engine:
    """An engine for a database URL. SQLite: WAL, synchronous=FULL, so an answered command survives a power cut."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise ValueError(f"{parsed.get_backend_name()} is not supported yet; use sqlite:///path")
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        poolclass=NullPool,
        hide_parameters=True,  # what people wrote never reaches a log
        connect_args={"check_same_thread": False, "timeout": 10},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun by us, not guessed by the driver
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


class Database:
    """One writing thread, one for short reads and one for long ones, over one database."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = make_engine(url)
        self._writer = _Thread(self.engine, reading=False)
        self._reader, self._student = _Thread(self.engine), _Thread(self.engine)

    @property
    def file(self) -> Path | None:
        """Where it lies; None in memory."""
        name = self.engine.url.database
        return Path(name) if name and name != ":memory:" else None

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction on the writing thread; commits, or rolls back and raises."""
        return self._writer.run(work)

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one snapshot on the reading thread."""
        return self._reader.run(work)

    def study(self, work: Callable[[Connection], T]) -> T:
        """As `read`, for work that takes its time: nobody's sign-in waits behind a report over a year."""
        return self._student.run(work)

    def close(self) -> None:
        for thread in (self._writer, self._reader, self._student):
            thread.close()
        self.engine.dispose()


class _Thread:
    """A thread with a connection of its own, made when it is first needed."""

    def __init__(self, engine: Engine, reading: bool = True) -> None:
        self._engine = engine
        self._reading = reading
        self._pool = ThreadPool(1)
        self._connection: Connection | None = None

    def run(self, work: Callable[[Connection], T]) -> T:
        def safely() -> tuple[T, None] | tuple[None, Exception]:
            try:
                return self._in_transaction(work), None
            except Exception as error:  # carried over to the caller: left to the pool it would be printed as well
                return None, error

        result, error = self._pool.apply(safely)
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return]

    def _in_transaction(self, work: Callable[[Connection], T]) -> T:
        connection = self._connection
        if connection is None:
            connection = self._connection = self._engine.connect().execution_options(reading=self._reading)
        try:
            with connection.begin():
                return work(connection)
        except Exception:
            # a connection that failed is not trusted again
            self._connection = None
            connection.close()
            raise

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._pool.kill()
