"""Who is behind a number or an appointment: all that is kept of a person, beside the journal and never in it.

So it can be erased while the chain stays whole. Each row is kept for one business day, that of the number or of the
appointment, and erased when a later one begins. An id number is kept as a keyed hash only, and that by day and hall,
so that nobody is found again on another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, String, Table, delete, select
from sqlalchemy.dialects.sqlite import insert

from .prepared import Prepared
from .tables import metadata

persons = Table(
    "persons",
    metadata,
    Column("hall", String(64), primary_key=True),
    Column("of", String(64), primary_key=True),  # id of the ticket or appointment
    Column("until", String(10), nullable=False),  # the business day after which it is erased
    Column("id_hash", String(64)),
    Column("phone", String(20)),
    Column("name", String(64)),
)


@dataclass(frozen=True, slots=True)
class Person:
    id_hash: str | None = None
    phone: str | None = None
    name: str | None = None


_KEEP = Prepared(insert(persons))


def keep(connection: Connection, rows: Iterable[dict[str, Any]]) -> None:
    _KEEP.run(connection, rows)


def erase(connection: Connection, hall: str, before: str) -> None:
    """What was kept for days before this one."""
    connection.execute(delete(persons).where(persons.c.hall == hall, persons.c.until < before))


def holders(connection: Connection, hall: str) -> list[tuple[str, str]]:
    """(keyed hash of an id number, ticket) of everybody who gave one."""
    query = select(persons.c.id_hash, persons.c.of).where(persons.c.hall == hall, persons.c.id_hash.is_not(None))
    return [(row.id_hash, row.of) for row in connection.execute(query)]


def of_day(connection: Connection, hall: str, date: str) -> dict[str, Person]:
    """Who is behind what, of a business day."""
    query = select(persons).where(persons.c.hall == hall, persons.c.until == date)
    return {row.of: Person(row.id_hash, row.phone, row.name) for row in connection.execute(query)}


def with_phone(connection: Connection, hall: str, ending: str) -> list[str]:
    """Whose phone number ends so."""
    return list(
        connection.scalars(select(persons.c.of).where(persons.c.hall == hall, persons.c.phone.endswith(ending)))
    )


class Holders:
    """Which numbers of today somebody holds, by the keyed hash of the id number they gave."""

    def __init__(self, kept: Iterable[tuple[str, str]] = ()) -> None:
        self._tickets: dict[str, tuple[str, ...]] = {}
        for id_hash, ticket in kept:
            self.add(id_hash, ticket)

    def of(self, id_hash: str) -> tuple[str, ...]:
        return self._tickets.get(id_hash, ())

    def add(self, id_hash: str, ticket: str) -> None:
        self._tickets[id_hash] = (*self.of(id_hash), ticket)

    def forget(self) -> None:
        """A new business day."""
        self._tickets.clear()
