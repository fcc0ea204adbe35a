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

_LINES = ", ".join(f'"{column.name}"' for column in LINE_COLUMNS)


class Meanwhile(NamedTuple):
    head: int
    hash: str
    lines: list[Line]
    answers: list[tuple[str, int, str, str]]  # key, at, fingerprint, answer
    holders: list[tuple[str, str]]  # id hash or phone number, what it holds


def meanwhile(
    connection: Connection, hall: str, seq: int, keys: Sequence[str], known_as: Sequence[str], locked: bool
) -> Meanwhile:
    """The head, the lines after `seq`, what was answered to these keys, and what these people hold.

    Locked, the hall's row is held until the transaction ends: whoever else has something to write waits for it.
    Raises UnknownHall.
    """
    with ExitStack() as stack:
        head, lines, answers, holders = (stack.enter_context(driver_of(connection)) for _ in range(4))
        head.execute(f"SELECT head, hash FROM halls WHERE hall = %s{' FOR UPDATE' if locked else ''}", (hall,))
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
            answers.fetchall() if keys else [],
            holders.fetchall() if known_as else [],
        )
