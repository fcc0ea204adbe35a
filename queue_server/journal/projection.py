"""Registers as projections: each fact makes the rows it touched, whole, and the last row of a commit is written.

A row is a function of the owner right after the fact, so a register rebuilt from the journal is equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, delete

from ..hall.facts import Fact
from ..hall.owner import Owner
from .prepared import Prepared, or_replace

Row = dict[str, Any]
Projection = dict[str, dict[tuple[Any, ...], Row]]  # table -> primary key -> row


@dataclass(frozen=True)
class Projector:
    """A register's table (with a `hall` column in its key: the owner) and the rows that a fact touches in it."""

    table: Table
    rows: Callable[[Any, Fact], Iterator[Row]]  # (owner, fact)

    @cached_property
    def _upsert(self) -> Prepared:
        return Prepared(lambda insert: or_replace(insert(self.table), self.table))

    @cached_property
    def key_of(self) -> Callable[[Row], tuple[Any, ...]]:
        """What takes the primary key from a row."""
        return itemgetter(*(column.name for column in self.table.primary_key))

    def write(self, connection: Connection, rows: Projection) -> None:
        """Insert or replace the rows of this register."""
        mine = rows.get(self.table.name)
        if mine:
            self._upsert.run(connection, mine.values())


def project(projectors: Iterable[Projector], owner: Owner, facts: list[Fact], into: Projection) -> None:
    """Collect the rows that these facts touched, from the owner that has applied them."""
    for projector in projectors:
        rows, key_of = into.setdefault(projector.table.name, {}), projector.key_of
        for fact in facts:
            for row in projector.rows(owner, fact):
                rows[key_of(row)] = row


def clear(connection: Connection, projectors: Iterable[Projector], owner: str) -> None:
    for projector in projectors:
        connection.execute(delete(projector.table).where(projector.table.c.hall == owner))
