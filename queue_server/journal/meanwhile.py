"""What other workers wrote in a hall meanwhile: read as a turn begins, in one round trip. PostgreSQL alone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import NamedTuple

from sqlalchemy import Connection

from ..hall.errors import UnknownHall
from .chain import Line
from .prepared import driver_of
from .store import LINE_COLUMNS

_LINES = ", ".join(f'journal."{column.name}"' for column in LINE_COLUMNS)
_GLANCE = f"""SELECT halls.head, halls.hash, {_LINES} FROM halls
    LEFT JOIN journal ON journal.hall = halls.hall AND journal.seq > %s WHERE halls.hall = %s ORDER BY journal.seq"""


class Meanwhile(NamedTuple):
    head: int
    hash: str
    lines: list[Line]
    answers: Sequence[tuple[str, int, str, str]] = ()  # key, at, fingerprint, answer
    holders: Sequence[tuple[str, str]] = ()  # id hash or phone number, what it holds


def glance(connection: Connection, hall: str, seq: int) -> Meanwhile:
    """The head and the lines after `seq`, for who only looks. Raises UnknownHall."""
    with driver_of(connection) as cursor:
        cursor.execute(_GLANCE, (seq, hall))
        found = cursor.fetchall()
    if not found:
        raise UnknownHall(hall=hall)
    head, last_hash = found[0][:2]
    return Meanwhile(head, last_hash, [Line(*row[2:]) for row in found if row[2] is not None])


def meanwhile(connection: Connection, hall: str, seq: int, keys: Sequence[str], known_as: Sequence[str]) -> Meanwhile:
    """The same with the hall's row held until the transaction ends: whoever else has something to write waits for it.

    And what was answered to these keys, and what these people hold. Raises UnknownHall.
    """
    with ExitStack() as stack:
        head, lines, answers, holders = (stack.enter_context(driver_of(connection)) for _ in range(4))
        head.execute("SELECT head, hash FROM halls WHERE hall = %s FOR UPDATE", (hall,))
        # a statement of its own sees what was committed while the one before waited for the row
        lines.execute(f"SELECT {_LINES} FROM journal WHERE hall = %s AND seq > %s ORDER BY seq", (hall, seq))
        if keys:
            answers.execute(
                "SELECT key, at, fingerprint, answer FROM commands WHERE hall = %s AND key = ANY(%s)",
                (hall, list(keys)),
            )
        if known_as:
            holders.execute(
                """SELECT known_as, "of" FROM persons CROSS JOIN LATERAL (VALUES (id_hash), (phone)) AS by (known_as)
                WHERE hall = %s AND known_as = ANY(%s)""",
                (hall, list(known_as)),
            )
        found = head.fetchone()
        if found is None:
            raise UnknownHall(hall=hall)
        return Meanwhile(
            found[0],
            found[1],
            [Line(*row) for row in lines.fetchall()],
            answers.fetchall() if keys else (),
            holders.fetchall() if known_as else (),
        )
