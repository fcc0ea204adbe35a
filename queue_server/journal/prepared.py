"""Statements whose text is made once and that take any number of rows as one JSON document.

SQLAlchemy takes longer to make an upsert than SQLite to write twenty rows, and longer to pass it on than to write one.
The driver lets the interpreter go and takes it back at every row; given all rows at once it does so once, and the
greenlets that read and answer requests meanwhile are not stopped in the middle of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import Connection, Table
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

_quoted = SQLiteDialect().identifier_preparer.quote


class Prepared:
    """`INSERT … SELECT` of a table's rows; `then` is what follows, as `ON CONFLICT …`."""

    def __init__(self, table: Table, verb: str = "INSERT", then: str = "") -> None:
        names = [column.name for column in table.columns]
        values = ", ".join(f"json_extract(value, '$[{place}]')" for place in range(len(names)))
        columns = ", ".join(map(_quoted, names))
        # "WHERE true" keeps SQLite from reading ON CONFLICT as the ON of a join
        self._sql = f"{verb} INTO {_quoted(table.name)} ({columns}) SELECT {values} FROM json_each(?) WHERE true {then}"
        self._values_of = itemgetter(*names)

    @classmethod
    def upsert(cls, table: Table) -> Prepared:
        """Insert, or replace what the row's primary key has."""
        keys = [column.name for column in table.primary_key]
        rest = [_quoted(column.name) for column in table.columns if column.name not in keys]
        set_to = ", ".join(f"{name} = excluded.{name}" for name in rest)
        return cls(table, then=f"ON CONFLICT ({', '.join(map(_quoted, keys))}) DO UPDATE SET {set_to}")

    def run(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Raises the driver's own errors, not SQLAlchemy's."""
        document = orjson.dumps([self._values_of(row) for row in rows]).decode()
        connection.connection.cursor().execute(self._sql, (document,))
