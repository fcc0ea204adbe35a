"""How soon a hall is ready after a start, with a journal of 100,000 and of 1,000,000 lines.

    python -m bench.starts [LINES …]

The journal is made by the hall's own rules, business day after business day of 300 numbers. A hall is ready when its
first question is answered; that is measured in a process of its own, without what Python takes to start (told beside):
after a clean stop, after kill -9 with most of a day since the last checkpoint, and without any checkpoint, as after an
upgrade of the rules.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from queue_server.hall import commands as c
from queue_server.hall.hall import Hall
from queue_server.hall.instants import DAY, HOUR, MINUTE, from_datetime, to_datetime
from queue_server.journal import open_database, schema, store
from queue_server.journal.batch import Batch
from queue_server.journal.chain import first_hash, line_of
from queue_server.journal.folding import Live, folded
from queue_server.plan_file import load_plan
from queue_server.registers import MODULES
from tests.postgres import DURABLE, Postgres
from tests.reliability.sites import CROWDED_PLAN

LINES = (100_000, 1_000_000)
NUMBERS = 300  # of a day
PLAN = load_plan(CROWDED_PLAN)
_READY = """
import sys, time
from queue_server.journal import Journal, open_database
from queue_server.registers import MODULES
began = time.perf_counter()
from pathlib import Path
journal = Journal(open_database(sys.argv[1], Path(sys.argv[2])), time.time_ns, MODULES)
seq = journal.ask("h", lambda hall, now: hall.seq)
print(time.perf_counter() - began, flush=True)
journal.close() if sys.argv[3] == "stop" else __import__("os")._exit(0)
"""


def main(sizes: tuple[int, ...] = LINES) -> None:
    postgres = Postgres(settings=DURABLE).start()
    try:
        for lines in sizes:
            for engine in ("SQLite", "PostgreSQL"):
                with tempfile.TemporaryDirectory() as folder:
                    file = Path(folder) / "queue.sqlite"
                    url = f"sqlite:///{file}" if engine == "SQLite" else postgres.new_database(f"starts{lines}")
                    made = fill(url, lines)
                    _told(engine, url, Path(folder), made)
    finally:
        postgres.remove()


def fill(url: str, wanted: int) -> int:
    """Days of the hall, committed one by one; how many lines there are."""
    database = open_database(url)
    schema.upgrade(database.engine)
    now = from_datetime(to_datetime(time.time_ns() // 1_000).replace(hour=1, minute=0)) - (wanted // 1_500 + 2) * DAY
    _, first = Hall.founded(PLAN, now)
    database.write(
        lambda connection: store.found(connection, "hall", line_of(PLAN.hall, 1, first_hash(PLAN.hall), first))
    )
    database.close()
    return more(url, wanted)


def more(url: str, wanted: int) -> int:
    """Days until there are so many lines."""
    database = open_database(url)
    live = database.read(lambda connection: folded(connection, PLAN.hall, MODULES, lambda hall: None))
    hall = live.owner
    now = hall.last_at - hall.last_at % DAY + HOUR
    while hall.seq < wanted:
        now += DAY
        batch = Batch()
        _day(live, batch, now)
        database.write(partial(batch.write, modules=MODULES))
    database.close()
    return hall.seq


def _day(live: Live, batch: Batch, now: int) -> None:
    hall = live.owner
    assert isinstance(hall, Hall)
    while facts := hall.advance(now):
        batch.record(live, facts, MODULES)
    clerk = c.Actor("staff", "zhang")
    if hall.counters["1"].post is None:
        batch.record(live, hall.do(c.SignIn("1"), clerk, now), MODULES)
    for number in range(NUMBERS):
        now += MINUTE
        ticket = f"{hall.seq}-{number}"
        kiosk = c.Actor("device", "kiosk-1")
        for command, actor in (
            (c.IssueTicket(ticket, "household"), kiosk), (c.CallNext("1"), clerk), (c.StartServing("1"), clerk),
            (c.Finish("1", "done"), clerk),
        ):  # fmt: skip
            batch.record(live, hall.do(command, actor, now), MODULES)


def _told(engine: str, url: str, folder: Path, lines: int) -> None:
    folds = open_database(url, folder).folds
    assert folds is not None
    cold = ready(url, folder, "stop")  # reads all, and leaves a checkpoint
    stopped = ready(url, folder, "kill")
    more(url, lines + 1)
    started = time.perf_counter()
    process = ready(url, folder, "kill")
    whole = time.perf_counter() - started
    shutil.rmtree(folds, ignore_errors=True)
    print(
        f"{lines:>9,} lines on {engine:<10}  ready after a stop {stopped:5.2f} s, and after a kill {process:5.2f} s "
        f"(with Python's own start {whole:4.1f} s); without a checkpoint {cold:6.2f} s",
        flush=True,
    )


def ready(url: str, folder: Path, end: str) -> float:
    """Seconds from opening the database to the first answer."""
    said = subprocess.run([sys.executable, "-c", _READY, url, str(folder), end], check=True, stdout=subprocess.PIPE)
    return float(said.stdout)


if __name__ == "__main__":
    main(tuple(int(word) for word in sys.argv[1:]) or LINES)
