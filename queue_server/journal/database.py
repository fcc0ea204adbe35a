"""The database, on threads of its own: the deciding never waits for a disk.

One thread writes, one reads. Callers are greenlets (or plain threads) that wait for their result.
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
    """One writing thread and one reading thread over one database."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = make_engine(url)
        self._writer = ThreadPool(1)
        self._reader = ThreadPool(1)
        self._connections: dict[bool, Connection] = {}

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction on the writing thread; commits, or rolls back and raises."""
        return self._on(self._writer, work, False)

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one snapshot on the reading thread."""
        return self._on(self._reader, work, True)

    def _on(self, thread: ThreadPool, work: Callable[[Connection], T], reading: bool) -> T:
        def safely() -> tuple[T, None] | tuple[None, Exception]:
            try:
                return self._in_transaction(work, reading), None
            except Exception as error:  # carried over to the caller: left to the pool it would be printed as well
                return None, error

        result, error = thread.apply(safely)
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return]

    def _in_transaction(self, work: Callable[[Connection], T], reading: bool) -> T:
        connection = self._connections.get(reading)
        if connection is None:
            connection = self.engine.connect().execution_options(reading=reading)
            self._connections[reading] = connection
        try:
            with connection.begin():
                return work(connection)
        except Exception:
            # a connection that failed is not trusted again
            self._connections.pop(reading, None)
            connection.close()
            raise

    def close(self) -> None:
        for connection in self._connections.values():
            connection.close()
        self._connections.clear()
        self._writer.kill()
        self._reader.kill()
        self.engine.dispose()
