"""One key for all workers: with another, the addresses on the slips that this one prints would open at no other."""

from __future__ import annotations

import hashlib
from contextlib import suppress

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from ..journal import Database
from .tables import settings

MARK = "key"


def is_the_same_key(database: Database, secret: bytes) -> bool:
    """Whether this is the key that the first worker on this database had; who comes first says which it is."""
    mark = hashlib.sha256(b"which key " + secret).hexdigest()

    def kept(connection: Connection) -> str | None:
        return connection.scalar(select(settings.c.value).where(settings.c.key == MARK))

    if database.read(kept) is None:
        with suppress(IntegrityError):  # another was first
            database.write(lambda connection: connection.execute(insert(settings), {"key": MARK, "value": mark}))
    return database.read(kept) == mark
