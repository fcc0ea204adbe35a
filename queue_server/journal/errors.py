"""What the record refuses, beside the rules' own errors."""

from __future__ import annotations

from ..hall.errors import HallError


class KeyReused(HallError):
    """The idempotency key came before with another request."""

    code = "idempotency-key-reused"


class StorageFailed(HallError):
    """The commit failed: nothing of the command happened. It may be sent again with the same key."""

    code = "storage-failed"


class HallExists(HallError):
    code = "hall-exists"


class JournalInUse(Exception):
    """Another server writes to this database."""


class ChainBroken(Exception):
    """`seq`: the first line that is not what was written; `why` in words."""

    def __init__(self, hall: str, seq: int, why: str) -> None:
        self.hall, self.seq, self.why = hall, seq, why
        super().__init__(f"{hall}: line {seq}: {why}")
