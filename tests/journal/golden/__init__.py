"""Journals as they were written, by the programs of their times: no line in them is ever changed or taken out.

Whoever gives a fact another shape gives it the next version and a lift, and adds a journal with a line of the new
version: play it (a Stage keeps its facts) and `write` it under the next number.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import orjson

from queue_server.hall.facts import Fact
from queue_server.journal.chain import Line, first_hash, line_of

_FOLDER = Path(__file__).parent
NAMES = sorted(file.stem for file in _FOLDER.glob("[0-9]*.jsonl"))
OFFICES = sorted(file.stem for file in _FOLDER.glob("office-*.jsonl"))


def read(name: str) -> list[Line]:
    """The lines of one journal. Their data stand in the file as JSON values, whose canonical text the hashes cover."""
    return [_line(text) for text in (_FOLDER / f"{name}.jsonl").read_bytes().splitlines()]


def write(name: str, facts: Iterable[Fact]) -> None:
    """A new journal of these facts."""
    with (_FOLDER / f"{name}.jsonl").open("xb") as file:
        before = first_hash("golden")
        for seq, fact in enumerate(facts, start=1):
            line = line_of("golden", seq, before, fact)
            before = line.hash
            file.write(orjson.dumps(line.as_row() | {"data": orjson.Fragment(line.data)}) + b"\n")


def _line(text: bytes) -> Line:
    row = orjson.loads(text)
    return Line(**row | {"data": orjson.dumps(row["data"], option=orjson.OPT_SORT_KEYS).decode()})
