"""The whole of what was wrong in a trial: each press in question with all its tries, what the journal keeps of it, and
what the server said meanwhile. Times are the machine's, UTC.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from queue_server.journal import Database
from queue_server.journal.chain import Line
from queue_server.journal.store import lines_after
from queue_server.journal.tables import commands

Press = dict[str, Any]  # one answered press, as load.py tells it

PRESSES_MOST, LOG_MOST = 30, 200
_SLACK_US = 2_000_000  # around a press, in which a line that it may have written stands


def of_presses(database: Database, hall: str, presses: Iterable[Press]) -> list[str]:
    """What is known of these presses, one after the other."""
    lines, kept = database.read(lambda connection: _kept(connection, hall))
    some = list(presses)
    told = [line for press in some[:PRESSES_MOST] for line in _of_press(press, lines, kept)]
    return [*told, f"and {len(some) - PRESSES_MOST} presses more"] if len(some) > PRESSES_MOST else told


def of_log(log: Path) -> list[str]:
    """What the server warned of, the last of it."""
    if not log.exists():
        return []
    said = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in said if " ERROR " in line or " WARNING " in line][-LOG_MOST:]


def clock(monotonic_s: float) -> str:
    """The time of day of a moment that is told in the machine's monotonic seconds."""
    return _clock(round((time.time() - time.monotonic() + monotonic_s) * 1e6))


def _clock(at: int) -> str:
    return f"{datetime.fromtimestamp(at / 1e6, UTC):%H:%M:%S.%f}"


def _kept(connection: Connection, hall: str) -> tuple[list[Line], dict[str, Any]]:
    rows = connection.execute(select(commands).where(commands.c.hall == hall))
    return list(lines_after(connection, hall, 0)), {row.key.rsplit("|", 1)[-1]: row for row in rows}


def _of_press(press: Press, lines: Sequence[Line], kept: dict[str, Any]) -> Iterator[str]:
    offset_s = time.time() - time.monotonic()
    begun, answered = (round((offset_s + press[name]) * 1e6) for name in ("begun", "answered"))
    yield f"{press['do']} by {press['who']}, {_clock(begun)} to {_clock(answered)}, key {press['key']}: " + json.dumps(
        {name: press[name] for name in ("path", "body", "tries", "status", "answer")}, ensure_ascii=False
    )
    yield from (f"    try at {clock(at)}: {heard}" for at, heard in press["heard"])
    row = kept.get(press["key"])
    yield f"    its key is kept: {_clock(row.at)}, {row.answer}" if row else "    its key is not kept"
    answers = (press["answer"], json.loads(row.answer) if row else None)
    label = next((answer["label"] for answer in answers if answer and "label" in answer), None)
    for line in lines:
        in_time = begun - _SLACK_US < line.at < answered + _SLACK_US
        if (row and line.at == row.at) or (in_time and label and f'"{label}"' in line.data):
            yield f"    line {line.seq}, {_clock(line.at)}, by {line.by}: {line.kind} {line.data}"
