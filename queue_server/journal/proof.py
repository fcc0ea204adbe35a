"""Proving a hall's chain, line by line, with no need of a desk to write at."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Connection

from ..hall.errors import UnknownHall
from . import store
from .chain import check_chain
from .database import Database
from .errors import ChainBroken


def verified(connection: Connection, hall: str) -> int:
    """The number of lines, when the chain holds. Raises ChainBroken naming the line, UnknownHall."""
    head = store.head_of(connection, hall)
    if head is None:
        if any(store.lines_after(connection, hall, 0, 1)):
            raise ChainBroken(hall, 1, "the hall of these lines is missing")
        raise UnknownHall(hall=hall)
    check_chain(hall, store.lines_after(connection, hall, 0), *head)
    return head[0]


def verify_all(database: Database) -> dict[str, int]:
    """Lines of each hall. Raises ChainBroken."""
    return {hall: database.read(partial(verified, hall=hall)) for hall in database.read(store.written)}
