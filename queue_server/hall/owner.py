"""Who owns a journal: a hall, or an office that stands above halls."""

from __future__ import annotations

from typing import Any

from .facts import Fact


class Owner:
    """Where its journal stands, and room for what the journal's registers keep of it.

    `seq` counts the lines of all of its modules, `last_at` is the time of the last one, microseconds. `registers` holds
    the states of registers by name: they are the registers' own, nothing in hall/ looks at them.
    """

    def __init__(self, name: str) -> None:
        self.id = name
        self.seq = 0
        self.last_at = 0
        self.registers: dict[str, Any] = {}

    def count(self, fact: Fact) -> None:
        """A fact has been folded, whosever it is: the journal has one line more."""
        self.seq += 1
        if fact.timed:
            self.last_at = fact.at
