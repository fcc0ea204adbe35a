"""Who is behind a number or an appointment: all that is kept of a person, beside the journal and never in it.

So it can be erased while the chain stays whole. Each row is kept for one business day, that of the number or of the
appointment, and erased when a later one begins; of a number that is still open then, with the day after. An id number
is kept as a keyed hash only, and that by day and hall, so that nobody is found again on another.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, String, Table, delete, select

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
    """`known_as`: by which id hashes and phone numbers this person is looked for before something is given to them."""

    id_hash: str | None = None
    phone: str | None = None
    name: str | None = None
    known_as: tuple[str, ...] = ()


_KEEP = Prepared(lambda insert: insert(persons))


def keep(connection: Connection, rows: Iterable[dict[str, Any]]) -> None:
    _KEEP.run(connection, rows)


def erase(connection: Connection, hall: str, before: str, held_over: Iterable[str] = ()) -> None:
    """What was kept for days before this one, but for numbers of the day before that are still open."""
    past = (persons.c.hall == hall, persons.c.until < before, persons.c.of.not_in(list(held_over)))
    connection.execute(delete(persons).where(*past))


def holders(connection: Connection, hall: str) -> list[tuple[str, str]]:
    """(id hash or phone number, ticket or appointment) of everybody who gave one."""
    query = select(persons.c.id_hash, persons.c.phone, persons.c.of).where(persons.c.hall == hall)
    return [(known, row.of) for row in connection.execute(query) for known in (row.id_hash, row.phone) if known]


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
    """Which numbers and appointments somebody holds, by the hash of the id number or the phone number they gave."""

    def __init__(self, kept: Iterable[tuple[str, str]] = ()) -> None:
        self._held: dict[str, tuple[str, ...]] = {}
        for known_as, held in kept:
            self.add(known_as, held)

    def of(self, known_as: Iterable[str]) -> tuple[str, ...]:
        return tuple(held for name in known_as for held in self._held.get(name, ()))

    def add(self, known_as: str, held: str) -> None:
        if held not in self._held.get(known_as, ()):
            self._held[known_as] = (*self._held.get(known_as, ()), held)

    def keep(self, still: Container[str]) -> None:
        """A new business day: all that is not still open is forgotten."""
        left = {name: tuple(one for one in held if one in still) for name, held in self._held.items()}
        self._held = {name: held for name, held in left.items() if held}
