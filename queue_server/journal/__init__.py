"""The record: one append-only, hash-chained journal for each hall, and the one desk that writes it."""

from . import schema
from .database import Database
from .engines import open_database
from .errors import (
    ChainBroken,
    DatabaseMoved,
    HallExists,
    JournalBroken,
    JournalInUse,
    KeyReused,
    NotKnown,
    StorageFailed,
)  # fmt: skip
from .journal import Answer, Journal
from .lock import WriterLock

__all__ = [
    "Answer", "ChainBroken", "Database", "DatabaseMoved", "HallExists", "Journal", "JournalBroken", "JournalInUse",
    "KeyReused", "NotKnown", "StorageFailed", "WriterLock", "open_database", "schema",
]  # fmt: skip
