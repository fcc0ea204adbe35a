"""Tickets and calls a second beside a bare Flask endpoint on the same server, every answer durable.

    python -m bench.presses [WAITING …]

For each number already waiting: visits with 1 and 8 clerks (a citizen takes a number, one is called, served and done,
so that as many wait as before), and taking numbers with 1, 8 and 32 kiosks. Half a second of the one and half a second
of the bare endpoint take turns, so that what else the machine does falls on both; the ratio is the median of theirs.
"""

from __future__ import annotations

import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import requests

from tests.ports import free_port
from tests.reliability.sites import CROWDED_PLAN
from tests.serving import Server

from .closed_loop import Maker, Measured, ask, measured, post

CLERKS = ("zhang", "li", "wang", *(f"clerk-{number}" for number in range(4, 9)))
WAITING = (100, 10_000, 100_000)
TURNS = 8
TURN_S = 0.5
BARE = post("/bare", b'{"service":"household"}')


def main(waitings: tuple[int, ...] = WAITING) -> None:
    print(f"bare SQLite commit (WAL, synchronous=FULL): {bare_commits():,.0f}/s", flush=True)
    with bare_flask() as bare:
        for waiting in waitings:
            with tempfile.TemporaryDirectory() as folder:
                with_waiting(Path(folder), waiting, bare)


def bare_commits() -> float:
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder) / "bare.sqlite", isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE line (seq INTEGER PRIMARY KEY, data TEXT)")
        count, until = 0, time.perf_counter() + 2.0
        while time.perf_counter() < until:
            connection.execute("INSERT INTO line (data) VALUES (?)", ("x" * 200,))
            count += 1
        connection.close()
    return count / 2.0


@contextmanager
def bare_flask() -> Iterator[int]:
    """The port of a bare Flask server that runs beside the product."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "bench.bare_flask", str(port)], stderr=subprocess.DEVNULL)
    try:
        _answers(f"http://127.0.0.1:{port}/")
        yield port
    finally:
        process.terminate()
        process.wait()


def _answers(url: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            requests.get(url, timeout=2)
            return
        except requests.ConnectionError:
            time.sleep(0.05)
    raise RuntimeError(f"{url} does not answer")


def with_waiting(folder: Path, waiting: int, bare: int) -> None:
    server = Server(folder / "var", plan=CROWDED_PLAN, as_shipped=True)
    for clerk in CLERKS[3:]:
        server.user(clerk, "clerk")
    file = str(server.var / "queue.sqlite")
    subprocess.run([sys.executable, "-m", "bench.fill", file, server.hall, str(waiting)], check=True)
    began = time.perf_counter()
    server.start()
    print(f"\n{waiting:,} waiting (the server was ready after {time.perf_counter() - began:.1f} s)", flush=True)
    try:
        kiosk = post(
            f"/api/v1/halls/{server.hall}/tickets", b'{"service":"household"}',
            f"Authorization: Bearer {server.terminal_token}",
        )  # fmt: skip
        # the visits first: they leave as many waiting, the kiosks add thousands
        clerks = [_visits(server, kiosk, clerk, str(number)) for number, clerk in enumerate(CLERKS, start=1)]
        for count in (1, 8):
            compared = compare(server.port, clerks[:count], bare)
            _line(f"visits, {count} clerks: all four presses", compared)
            print(f"{'  of them call-next':<40} {_told(compared.by_kind['next'])}", flush=True)
        makers: list[Maker] = [lambda status: ("take", kiosk)]
        for count in (1, 8, 32):
            _line(f"take a number, {count} kiosks", compare(server.port, makers * count, bare))
    finally:
        server.stop()


@dataclass(frozen=True)
class Compared:
    ours: Measured
    by_kind: dict[str, Measured]
    bare: Measured
    ratio: float  # of the rates: the median over all turns


def compare(port: int, makers: list[Maker], bare: int) -> Compared:
    """The product and the bare endpoint in turns, each with as many clients."""
    kinds: dict[str, list[float]] = defaultdict(list)
    bare_took: list[float] = []
    ratios: list[float] = []
    bare_makers: list[Maker] = [lambda status: ("bare", BARE)] * len(makers)
    for _ in range(TURNS):
        bare_now = ask(bare, bare_makers, TURN_S)["bare"]
        ours_now = ask(port, makers, TURN_S)
        ratios.append(sum(map(len, ours_now.values())) / len(bare_now))
        bare_took += bare_now
        for kind, took in ours_now.items():
            kinds[kind] += took
    seconds = TURNS * TURN_S
    return Compared(
        ours=measured([one for took in kinds.values() for one in took], seconds),
        by_kind={kind: measured(took, seconds) for kind, took in kinds.items()},
        bare=measured(bare_took, seconds),
        ratio=statistics.median(ratios),
    )


def _told(of: Measured) -> str:
    return f"{of.rate:>7,.0f}/s  median {of.median_s * 1e3:5.2f} ms  p99 {of.p99_s * 1e3:6.2f} ms"


def _line(what: str, found: Compared) -> None:
    print(f"{what:<40} {_told(found.ours)}  {found.ratio:4.2f} of bare Flask ({found.bare.rate:,.0f}/s)", flush=True)


def _visits(server: Server, kiosk: bytes, username: str, counter: str) -> Maker:
    session = server.staff(username)
    server.press(session, counter, "sign-in", role="A").raise_for_status()
    cookie = f"Cookie: queue_session={session.cookies['queue_session']}"
    at = f"/api/v1/halls/{server.hall}/counters/{counter}"
    presses = [
        ("take", kiosk),
        ("next", post(f"{at}/next", b"{}", cookie)),
        ("start", post(f"{at}/start", b"{}", cookie)),
        ("finish", post(f"{at}/finish", b'{"outcome":"done"}', cookie)),
    ]
    turn = cycle(presses)
    return lambda status: next(turn)


if __name__ == "__main__":
    main(tuple(int(word) for word in sys.argv[1:]) or WAITING)
