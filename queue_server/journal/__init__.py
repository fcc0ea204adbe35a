"""The record: one append-only, hash-chained journal for each hall, and the one desk that writes it."""

from . import schema
from .database import Database
from .engines import open_database
from .errors import (
    ChainBroken,
    DatabaseMoved,
    HallExists,
    JournalBehind,
    JournalBroken,
    JournalInUse,
    KeyReused,
    NotKnown,
    StorageFailed,
)  # fmt: skip
from .heads import Heads, head_file
from .journal import Answer, Journal
from .lock import WriterLock

__all__ = [
    "Answer", "ChainBroken", "Database", "DatabaseMoved", "HallExists", "Heads", "Journal", "JournalBehind",
    "JournalBroken", "JournalInUse", "KeyReused", "NotKnown", "StorageFailed", "WriterLock", "head_file",
    "open_database", "schema",
]  # fmt: skip
