"""Statements whose text is made once for each engine, run by the driver itself.

SQLAlchemy takes longer to make an upsert than SQLite to write twenty rows, and longer to pass it on than to write one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Insert, Table, Update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError

# an insert that may say what to do on a conflict: both engines know it, each by a construct of its own
_INSERT: dict[str, Callable[[Any], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@contextmanager
def driver_of(connection: Connection) -> Iterator[Any]:
    """A cursor of the driver's."""
    with driver_errors(connection):
        yield connection.connection.cursor()


@contextmanager
def driver_errors(connection: Connection) -> Iterator[None]:
    """The driver's errors come out as SQLAlchemy's: whoever catches those catches these."""
    try:
        yield
    except connection.dialect.loaded_dbapi.Error as error:
        base = connection.dialect.loaded_dbapi.Error
        raise DBAPIError.instance(None, None, error, base, hide_parameters=True) from error


class Prepared:
    """An insert or update, to be run with many rows at a time. `make` gets the engine's own `insert`."""

    def __init__(self, make: Callable[[Callable[[Any], Any]], Insert | Update]) -> None:
        self._make = make
        self._texts: dict[str, tuple[str, Callable[[Mapping[str, Any]], Any]]] = {}

    def run(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        sql, values_of = self._texts.get(connection.dialect.name) or self._text(connection.dialect)
        with driver_of(connection) as cursor:
            cursor.executemany(sql, [values_of(row) for row in rows])

    def _text(self, dialect: Dialect) -> tuple[str, Callable[[Mapping[str, Any]], Any]]:
        compiled = self._make(_INSERT[dialect.name]).compile(dialect=dialect)
        order = compiled.positiontup  # None where the driver takes values by name
        made = (str(compiled), itemgetter(*order) if order else dict)
        self._texts[dialect.name] = made
        return made


def or_replace(statement: Any, table: Table) -> Any:
    """The insert, replacing whatever has the same key."""
    keys = [column.name for column in table.primary_key]
    rest = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)
