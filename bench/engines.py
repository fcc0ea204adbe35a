"""One process on SQLite beside workers on PostgreSQL and Redis: numbers, visits and mixed days of one hall and of many.

    python -m bench.engines [SECONDS]

For each set-up, with 1 hall and with 100, and with 1, 8, 32 and 256 clients, each for SECONDS:

    issue   every client takes numbers
    visits  clerks, 16 to a hall at most: a citizen takes a number, one is called, served and done; call-next by itself
    mixed   a quarter clerks at their visits, a quarter kiosks, the rest screens and phones that ask for the board

beside what each engine commits by itself, one after another and by eight at once, and a bare Flask endpoint, all in
the same run. Every answer is durable: fsync is on everywhere. Then the memory of a worker, a hall and a screen.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

from tests.ports import free_port
from tests.postgres import DURABLE, Postgres
from tests.redis import Redis

from .clients import raise_open_files, screens
from .closed_loop import Maker, Measured, ask, measured, post
from .presses import BARE, bare_commits, bare_flask

SECONDS = 2.0
HALLS = 100
CLIENTS = (1, 8, 32, 256)
COUNTERS = 16  # of each hall
SCREENS = 1_000
SET_UPS = (("SQLite, 1 process", False, 1), ("PostgreSQL + Redis, 1 worker", True, 1), ("… 2 workers", True, 2))


def main(seconds: float = SECONDS) -> None:
    raise_open_files()
    postgres, redis = Postgres(settings=DURABLE).start(), Redis().start()
    try:
        alone, together = bare_postgres(postgres.new_database("bare"))
        print(f"bare commits, one after another: SQLite {bare_commits():,.0f}/s, PostgreSQL {alone:,.0f}/s, by eight "
              f"at once {together:,.0f}/s")  # fmt: skip
        with bare_flask() as port:
            bare = {count: _rate(ask(port, [_bare] * count, seconds)["bare"], seconds).rate for count in CLIENTS}
        print("bare Flask: " + ", ".join(f"{count} clients {rate:,.0f}/s" for count, rate in bare.items()), flush=True)
        for name, on_postgres, workers in SET_UPS:
            print(f"\n{name}", flush=True)
            url = postgres.new_database(f"bench{workers}") if on_postgres else ""
            with house(url, redis.url if on_postgres else "", workers) as running:
                _memory(running)
                _table(running, seconds, bare)
    finally:
        redis.stop()
        postgres.remove()


def bare_postgres(url: str) -> tuple[float, float]:
    """Commits a second of one connection, and of eight."""
    at = make_url(url)

    def commits(until: float) -> int:
        count = 0
        with psycopg.connect(host=at.host, port=at.port, user=at.username, dbname=at.database, autocommit=True) as one:
            while time.perf_counter() < until:
                one.execute("INSERT INTO line (data) VALUES (%s)", ("x" * 200,))
                count += 1
        return count

    with psycopg.connect(host=at.host, port=at.port, user=at.username, dbname=at.database, autocommit=True) as one:
        one.execute("CREATE TABLE line (seq bigserial PRIMARY KEY, data text)")
    alone = commits(time.perf_counter() + 2.0) / 2.0
    with ThreadPoolExecutor(8) as people:
        until = time.perf_counter() + 2.0
        return alone, sum(people.map(commits, [until] * 8)) / 2.0


@dataclass(frozen=True)
class House:
    port: int
    process: subprocess.Popen[bytes]
    halls: dict[str, Any]  # hall -> its terminal's token, and the cookies of its clerks
    resting: int  # bytes of all workers before there was any hall
    at_work: dict[tuple[str, int], Maker] = field(default_factory=dict)  # the clerk of a hall's counter

    def take(self, hall: str) -> bytes:
        token = f"Authorization: Bearer {self.halls[hall]['token']}"
        return post(f"/api/v1/halls/{hall}/tickets", b'{"service":"household"}', token)

    def kiosks(self, halls: int) -> Iterator[Maker]:
        for hall in cycle(islice(self.halls, halls)):
            request = self.take(hall)
            yield lambda status, request=request: ("take", request)  # type: ignore[misc]

    def clerks(self, halls: int) -> Iterator[Maker]:
        """Each at a counter of their own, first one in each hall; everyone goes on where they stopped."""
        for counter in range(1, COUNTERS + 1):
            for hall in islice(self.halls, halls):
                if (hall, counter) in self.at_work:
                    yield self.at_work[hall, counter]
                    continue
                at = f"/api/v1/halls/{hall}/counters/{counter}"
                cookie = f"Cookie: queue_session={self.halls[hall]['cookies'][str(counter)]}"
                presses = [
                    ("take", self.take(hall)),
                    ("next", post(f"{at}/next", b"{}", cookie)),
                    ("start", post(f"{at}/start", b"{}", cookie)),
                    ("finish", post(f"{at}/finish", b'{"outcome":"done"}', cookie)),
                ]
                asked = urllib.request.Request(
                    f"http://127.0.0.1:{self.port}{at}/sign-in", b'{"role":"A"}',
                    {"Content-Type": "application/json", "Cookie": cookie.removeprefix("Cookie: ")},
                )  # fmt: skip
                urllib.request.urlopen(asked, timeout=30).close()
                self.at_work[hall, counter] = _in_turn(presses)
                yield self.at_work[hall, counter]

    def boards(self, halls: int) -> Iterator[Maker]:
        for hall in cycle(islice(self.halls, halls)):
            request = f"GET /api/v1/halls/{hall}/board HTTP/1.1\r\nHost: bench\r\n\r\n".encode()
            yield lambda status, request=request: ("look", request)  # type: ignore[misc]

    def memory(self) -> int:
        """Bytes of all workers together; what they share is counted once."""
        parent = self.process.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return sum(_pss(pid) for pid in children or [str(parent)])


def _in_turn(presses: list[tuple[str, bytes]]) -> Maker:
    turn = cycle(presses)
    return lambda status: next(turn)


def _bare(status: int) -> tuple[str, bytes]:
    return "bare", BARE


@contextmanager
def house(database: str, redis: str, workers: int) -> Iterator[House]:
    with tempfile.TemporaryDirectory() as folder:
        given = {"QUEUE_VAR": folder, "QUEUE_DATABASE_URL": database, "QUEUE_REDIS_URL": redis}
        environment = os.environ | {name: value for name, value in given.items() if value}
        port = free_port()
        serve = [sys.executable, "-m", "queue_server", "serve", "--port", str(port), "--workers", str(workers)]

        def started() -> subprocess.Popen[bytes]:
            process = subprocess.Popen(serve, env=environment, stderr=subprocess.DEVNULL)
            for _ in range(4 * workers):  # until each of them has answered, as likely as not
                ask(_waited_for(port), [lambda status: ("look", b"GET /health HTTP/1.1\r\nHost: b\r\n\r\n")], 0.05)
            return process

        process = started()
        resting = House(port, process, {}, 0).memory()
        process.terminate()
        process.wait()
        found = subprocess.run([sys.executable, "-m", "bench.halls", str(HALLS)], env=environment, check=True,
                               stdout=subprocess.PIPE)  # fmt: skip
        process = started()
        try:
            yield House(port, process, json.loads(found.stdout), resting)
        finally:
            process.terminate()
            process.wait()


def _waited_for(port: int) -> int:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            ask(port, [lambda status: ("look", b"GET /health HTTP/1.1\r\nHost: b\r\n\r\n")], 0.01)
            return port
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _rate(took: list[float], seconds: float) -> Measured:
    return measured(took, seconds)


def _table(running: House, seconds: float, bare: dict[int, float]) -> None:
    print(f"{'':<22}" + "".join(f"{f'{count} clients':>30}" for count in CLIENTS))
    for halls in (1, HALLS):
        for kind in ("issue", "visits", "mixed"):
            cells, next_cells = [], []
            for count in CLIENTS:
                took = ask(running.port, _makers(running, kind, halls, count), seconds)
                every = _rate([one for times in took.values() for one in times], seconds)
                cells.append(f"{every.rate:>9,.0f}/s {every.p99_s * 1e3:6.1f} ms {every.rate / bare[count]:5.2f} B")
                if kind == "visits" and took["next"]:
                    one = _rate(took["next"], seconds)
                    next_cells.append(f"{one.rate:>9,.0f}/s {one.p99_s * 1e3:6.1f} ms {one.median_s * 1e3:5.1f} M")
            print(f"{f'{halls} halls, {kind}':<22}" + "".join(f"{cell:>30}" for cell in cells), flush=True)
            if next_cells:
                print(f"{'    call-next':<22}" + "".join(f"{cell:>30}" for cell in next_cells), flush=True)
    print("a second, 99th percentile, B: of bare Flask's rate with as many clients, M: median in ms")


def _makers(running: House, kind: str, halls: int, count: int) -> list[Maker]:
    if kind == "issue":
        return list(islice(running.kiosks(halls), count))
    if kind == "visits":
        return list(islice(running.clerks(halls), count))
    clerks = list(islice(running.clerks(halls), max(1, count // 4)))
    kiosks = list(islice(running.kiosks(halls), count // 4))
    return clerks + kiosks + list(islice(running.boards(halls), count - len(clerks) - len(kiosks)))


def _memory(running: House) -> None:
    before = running.memory()
    crowd = screens(running.port, "h1", SCREENS)
    with_screens = running.memory()
    del crowd
    workers = max(1, len(Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children").read_text().split()))
    print(
        f"memory: {running.resting / workers / 1e6:,.0f} MB a worker, "
        f"{(before - running.resting) / workers / HALLS / 1e3:,.0f} kB a hall in each, "
        f"{(with_screens - before) / SCREENS / 1e3:,.0f} kB a screen",
        flush=True,
    )


def _pss(pid: str) -> int:
    """Bytes of a process, of what is shared its part."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


if __name__ == "__main__":
    main(float(sys.argv[1]) if sys.argv[1:] else SECONDS)
