"""Lines and their chain: each line's hash covers its content and the hash of the line before it (SHA-256)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from ..hall.fact_reading import Kinds, data_of, fact_of
from ..hall.facts import Fact, PlanPublished
from .errors import ChainBroken


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a hall's journal as it is stored."""

    hall: str
    seq: int
    at: int
    kind: str
    version: int
    by: str
    data: str
    hash: str

    def fact(self, kinds: Kinds) -> Fact:
        """Raises ChainBroken when it is none of these kinds, as a line that a newer program wrote."""
        try:
            return fact_of(kinds, self.kind, self.version, self.at, self.by, orjson.loads(self.data))
        except ValueError as error:
            raise ChainBroken(self.hall, self.seq, str(error)) from error

    def follows(self, before: str) -> bool:
        """Whether it is as it was written after the line with hash `before`."""
        return self.hash == line_hash(before, self.hall, self.seq, self.at, self.kind, self.version, self.by, self.data)

    def as_row(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def first_hash(hall: str) -> str:
    """What the first line of a hall's journal follows."""
    return hashlib.sha256(b"journal of " + hall.encode()).hexdigest()


def line_hash(before: str, hall: str, seq: int, at: int, kind: str, version: int, by: str, data: str) -> str:
    content = f"{before}\n{hall}\n{seq}\n{at}\n{kind}\n{version}\n{by}\n{data}"
    return hashlib.sha256(content.encode()).hexdigest()


def line_of(hall: str, seq: int, before: str, fact: Fact) -> Line:
    """The line that records a fact after the line with hash `before`."""
    data = orjson.dumps(data_of(fact), option=orjson.OPT_SORT_KEYS).decode()
    kind, version = type(fact).kind, type(fact).version
    digest = line_hash(before, hall, seq, fact.at, kind, version, fact.by, data)
    return Line(hall, seq, fact.at, kind, version, fact.by, data, digest)


def check_chain(hall: str, lines: Iterable[Line], head: int, head_hash: str) -> None:
    """Raises ChainBroken naming the first line that was changed, is missing or stands in another place."""
    before, seq, at = first_hash(hall), 0, 0
    for line in lines:
        seq += 1
        if line.seq != seq:
            raise ChainBroken(hall, seq, "the line is missing")
        if not line.follows(before):
            raise ChainBroken(hall, seq, "the line was changed or moved: it does not follow from the one before")
        before = line.hash
        if line.kind == PlanPublished.kind:  # a plan is a document: its time orders nothing
            continue
        if line.at < at:
            raise ChainBroken(hall, seq, "the line is older than the one before")
        at = line.at
    if seq < head:
        raise ChainBroken(hall, seq + 1, f"the lines up to {head} are missing")
    if seq > head or before != head_hash:
        raise ChainBroken(hall, seq, "the hall's head does not name this line")
