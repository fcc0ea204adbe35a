"""Statements whose text is made once, run by the driver itself.

SQLAlchemy takes longer to make an upsert than SQLite to write twenty rows, and longer to pass it on than to write one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Insert, Update
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError


@contextmanager
def driver_of(connection: Connection) -> Iterator[Any]:
    """A cursor of the driver's, whose errors come out as SQLAlchemy's: whoever catches those catches these."""
    try:
        yield connection.connection.cursor()
    except connection.dialect.loaded_dbapi.Error as error:
        base = connection.dialect.loaded_dbapi.Error
        raise DBAPIError.instance(None, None, error, base, hide_parameters=True) from error


class Prepared:
    """An insert or update, to be run with many rows at a time."""

    def __init__(self, statement: Insert | Update) -> None:
        compiled = statement.compile(dialect=sqlite.dialect())
        self._sql = str(compiled)
        self._values_of = itemgetter(*(compiled.positiontup or ()))

    def run(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        with driver_of(connection) as cursor:
            cursor.executemany(self._sql, [self._values_of(row) for row in rows])
