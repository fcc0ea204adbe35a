"""Tickets and calls a second beside a bare Flask endpoint on the same server, every answer durable.

    python -m bench.presses [WAITING …]

For each number already waiting: taking a number with 1, 8 and 32 kiosks, and a clerk's round (next, start, finish)
with 1 and 8 clerks. The bare endpoint and a bare SQLite commit are measured in the same run, since only ratios
travel from machine to machine.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import requests

from tests.reliability.crowd import CLERKS, CROWDED_PLAN
from tests.serving import Server, free_port

from .closed_loop import Measured, measure, post

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
        return {clients: measure(port, [lambda status: request] * clients, SECONDS) for clients in (1, 8, 32)}
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
        # the calls first: they take a few from the waiting, the kiosks would add thousands
        clerks = [_clerk(server, clerk, str(number)) for number, clerk in enumerate(CLERKS, start=1)]
        for count in (1, 8):
            _line(
                f"call-next, start, finish, {count} clerks", measure(server.port, clerks[:count], SECONDS), bare[count]
            )
        kiosk = post(
            f"/api/v1/halls/{server.hall}/tickets", b'{"service":"household"}',
            f"Authorization: Bearer {server.terminal_token}",
        )  # fmt: skip
        for count in (1, 8, 32):
            measured = measure(server.port, [lambda status: kiosk] * count, SECONDS)
            _line(f"take a number, {count} kiosks", measured, bare[count])
    finally:
        server.stop()


def _line(what: str, measured: Measured, bare: Measured) -> None:
    print(f"{what:<36} {_told(measured)}  ratio to bare {measured.rate / bare.rate:4.2f}", flush=True)


def _clerk(server: Server, username: str, counter: str) -> Callable[[int], bytes]:
    session = server.staff(username)
    server.press(session, counter, "sign-in", role="A").raise_for_status()
    cookie = f"Cookie: queue_session={session.cookies['queue_session']}"
    at = f"/api/v1/halls/{server.hall}/counters/{counter}"
    presses = [
        post(f"{at}/next", b"{}", cookie), post(f"{at}/start", b"{}", cookie),
        post(f"{at}/finish", b'{"outcome":"done"}', cookie),
    ]  # fmt: skip
    place = -1

    def press(status: int) -> bytes:
        nonlocal place
        place = 0 if status == 204 else (place + 1) % len(presses)
        return presses[place]

    return press


if __name__ == "__main__":
    main(tuple(int(word) for word in sys.argv[1:]) or WAITING)
