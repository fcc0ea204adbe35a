"""Statements whose text is made once: SQLAlchemy takes longer to make an upsert than SQLite to write twenty rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Insert, Update
from sqlalchemy.dialects import sqlite


class Prepared:
    """An insert or update, to be run with many rows at a time."""

    def __init__(self, statement: Insert | Update) -> None:
        compiled = statement.compile(dialect=sqlite.dialect())
        self._sql = str(compiled)
        self._values_of = itemgetter(*(compiled.positiontup or ()))

    def run(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        connection.exec_driver_sql(self._sql, [self._values_of(row) for row in rows])
