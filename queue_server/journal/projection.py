"""Registers as projections: each fact makes the rows it touched, whole, and the last row of a commit is written.

A row is a function of the Hall right after the fact, so a register rebuilt from the journal is equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete
from sqlalchemy.dialects.sqlite import insert

from ..hall.facts import Fact
from ..hall.hall import Hall

Row = dict[str, Any]
Projection = dict[str, dict[tuple[Any, ...], Row]]  # table -> primary key -> row


@dataclass(frozen=True)
class Projector:
    """A register's table (with a `hall` column in its key) and the rows that a fact touches in it."""

    table: Table
    rows: Callable[[Hall, Fact], Iterator[Row]]

    def write(self, connection: Connection, rows: Projection) -> None:
        """Insert or replace the rows of this register."""
        mine = rows.get(self.table.name)
        if not mine:
            return
        statement = insert(self.table)
        keys = [column.name for column in self.table.primary_key]
        rest = {c.name: statement.excluded[c.name] for c in self.table.columns if c.name not in keys}
        connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest), list(mine.values()))


def project(projectors: Iterable[Projector], hall: Hall, facts: list[Fact], into: Projection) -> None:
    """Collect the rows that these facts touched, from the Hall that has applied them."""
    for projector in projectors:
        table = projector.table
        rows = into.setdefault(table.name, {})
        for fact in facts:
            for row in projector.rows(hall, fact):
                rows[tuple(row[column.name] for column in table.primary_key)] = row


def clear(connection: Connection, projectors: Iterable[Projector], hall: str) -> None:
    for projector in projectors:
        connection.execute(delete(projector.table).where(projector.table.c.hall == hall))
