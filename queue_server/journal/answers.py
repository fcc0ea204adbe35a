"""Answers by idempotency key, for a day: the same key is answered the same again and does nothing."""

from __future__ import annotations

from collections.abc import Iterable

from ..hall.instants import DAY
from .errors import KeyReused


class Answers:
    """Kept in order of time, so that the oldest are dropped first."""

    def __init__(self, kept: Iterable[tuple[str, int, str, str]] = ()) -> None:
        self._kept = {key: (at, fingerprint, body.encode()) for key, at, fingerprint, body in kept}
        self._newest = max((at for at, _, _ in self._kept.values()), default=0)

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, key: str, fingerprint: str) -> bytes | None:
        """The JSON that was answered to this key. Raises KeyReused when the request was another one."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        if kept[1] != fingerprint:
            raise KeyReused(key=key)
        return kept[2]

    def keep(self, key: str, at: int, fingerprint: str, body: bytes) -> None:
        """One that is older than a day, beside the newest, is forgotten already."""
        self._newest = max(self._newest, at)
        if at < self._newest - DAY:
            return
        for old in list(self._older_than(at - DAY)):
            del self._kept[old]
        self._kept[key] = (at, fingerprint, body)

    def _older_than(self, before: int) -> Iterable[str]:
        for key, (at, _, _) in self._kept.items():
            if at >= before:
                return
            yield key
