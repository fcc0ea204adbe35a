"""A bulletin: a line that a manager puts on the boards for a while, beside the plan's own notices."""

from __future__ import annotations

from dataclasses import dataclass

BULLETINS_MOST = 10  # more of them nobody would read to the end


@dataclass(frozen=True, slots=True)
class Bulletin:
    """`until`: when it goes by itself, microseconds; None: when somebody takes it down."""

    id: str
    zh: str
    en: str  # may be empty
    at: int
    until: int | None

    def shows(self, now: int) -> bool:
        return self.until is None or now < self.until
