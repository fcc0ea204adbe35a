"""Tickets and calls a second beside a bare Flask endpoint on the same server, every answer durable.

    python -m bench.presses [WAITING …]

For each number already waiting: visits with 1 and 8 clerks (a citizen takes a number, one is called, served and done,
so that as many wait as before), and taking numbers with 1, 8 and 32 kiosks. The bare endpoint and a bare SQLite commit
are measured in the same run, since only ratios travel from machine to machine.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

import requests

from tests.reliability.crowd import CLERKS, CROWDED_PLAN
from tests.serving import Server, free_port

from .closed_loop import Maker, Measured, measure, post

WAITING = (100, 10_000, 100_000)
SECONDS = 4.0


def main(waitings: tuple[int, ...] = WAITING) -> None:
    bare = bare_flask()
    print(f"bare SQLite commit (WAL, synchronous=FULL): {bare_commits():,.0f}/s", flush=True)
    for clients, measured in bare.items():
        print(f"bare Flask, {clients:>2} clients: {_told(measured)}", flush=True)
    for waiting in waitings:
        with tempfile.TemporaryDirectory() as folder:
            with_waiting(Path(folder), waiting, bare)


def _told(measured: Measured) -> str:
    return f"{measured.rate:>7,.0f}/s  median {measured.median_s * 1e3:5.2f} ms  p99 {measured.p99_s * 1e3:6.2f} ms"


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


def bare_flask() -> dict[int, Measured]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "bench.bare_flask", str(port)], stderr=subprocess.DEVNULL)
    request = post("/bare", b'{"service":"household"}')
    try:
        _answers(f"http://127.0.0.1:{port}/")
        makers: list[Maker] = [lambda status: ("bare", request)]
        return {clients: measure(port, makers * clients, SECONDS)[0] for clients in (1, 8, 32)}
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


def with_waiting(folder: Path, waiting: int, bare: dict[int, Measured]) -> None:
    server = Server(folder / "var", plan=CROWDED_PLAN)
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
            together, by_kind = measure(server.port, clerks[:count], SECONDS)
            _line(f"visits, {count} clerks: all four presses", together, bare[count])
            print(f"{'  of them call-next':<40} {_told(by_kind['next'])}", flush=True)
        makers: list[Maker] = [lambda status: ("take", kiosk)]
        for count in (1, 8, 32):
            _line(f"take a number, {count} kiosks", measure(server.port, makers * count, SECONDS)[0], bare[count])
    finally:
        server.stop()


def _line(what: str, measured: Measured, bare: Measured) -> None:
    print(f"{what:<40} {_told(measured)}  ratio to bare {measured.rate / bare.rate:4.2f}", flush=True)


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
