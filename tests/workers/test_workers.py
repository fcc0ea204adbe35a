"""Several workers on one port, as an operator starts them: real processes on PostgreSQL with Redis."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
import requests
import socketio

from ..serving import Server, until


def workers_of(server: Server) -> set[int]:
    """The supervisor's children."""
    assert server.process is not None
    found = subprocess.run(["pgrep", "-P", str(server.process.pid)], capture_output=True, text=True).stdout
    return {int(pid) for pid in found.split()}


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path / "var", engine="postgresql", workers=2).start()
    until(lambda: (tmp_path / "var" / "server.log").read_text().count("serving on"), 2)
    yield running
    running.stop()


def board_at(hall: Server) -> tuple[socketio.Client, list[dict[str, Any]]]:
    """A board and the views that it was pushed, once it has its first."""
    screen, seen = socketio.Client(), []
    screen.on("view", seen.append)
    screen.connect(hall.url, transports=["websocket"])
    assert screen.call("join", {"hall": "h", "view": "board"}) == {"ok": True}
    until(lambda: bool(seen), True)
    return screen, seen


def numbers(count: int) -> list[str]:
    return [f"A{n:03d}" for n in range(1, count + 1)]


def labels_of(hall: Server, stop: Callable[[], bool], taken: list[str], longest: list[float]) -> None:
    """Take numbers, each asked for with one key until it is given."""
    kiosk, n = uuid.uuid4().hex, 0
    while not stop():
        n += 1
        began = time.monotonic()
        headers = {"Authorization": f"Bearer {hall.terminal_token}", "Idempotency-Key": f"{kiosk}-{n}"}
        while True:
            try:
                answer = requests.post(
                    f"{hall.api}/halls/h/tickets", json={"service": "household"}, headers=headers, timeout=10
                )
                if answer.status_code == 201:
                    break
                assert answer.status_code == 503, answer.text
            except requests.ConnectionError:
                pass
            time.sleep(0.02)
        taken.append(answer.json()["label"])
        longest.append(time.monotonic() - began)


def test_a_call_at_one_worker_is_on_the_screens_of_all(hall: Server) -> None:
    boards = [board_at(hall) for _ in range(8)]  # the kernel deals them out
    zhang = hall.staff("zhang")
    hall.press(zhang, "1", "sign-in", role="A")
    label = hall.issue()["label"]
    assert hall.press(zhang, "1", "next").json()["label"] == label
    until(lambda: [[call["label"] for call in seen[-1]["calls"]] for _, seen in boards], [[label]] * 8, within_s=5)
    for screen, _ in boards:
        screen.disconnect()


def test_a_worker_that_is_killed_is_replaced_and_no_number_is_lost_or_given_twice(hall: Server) -> None:
    taken: list[str] = []
    done = Event()
    kiosks = [Thread(target=labels_of, args=(hall, done.is_set, taken, [])) for _ in range(4)]
    for kiosk in kiosks:
        kiosk.start()
    before = workers_of(hall)
    time.sleep(0.5)
    os.kill(min(before), signal.SIGKILL)
    until(lambda: len(workers_of(hall) - before), 1)
    time.sleep(1)
    done.set()
    for kiosk in kiosks:
        kiosk.join()
    assert sorted(taken, key=lambda label: int(label[1:])) == numbers(len(taken))
    assert hall.run("journal", "verify").returncode == 0


def test_workers_are_replaced_one_by_one_and_nobody_is_refused(hall: Server) -> None:
    taken: list[str] = []
    longest: list[float] = []
    done = Event()
    kiosks = [Thread(target=labels_of, args=(hall, done.is_set, taken, longest)) for _ in range(4)]
    for kiosk in kiosks:
        kiosk.start()
    before = workers_of(hall)
    assert hall.process is not None
    hall.process.send_signal(signal.SIGHUP)
    until(lambda: len(workers_of(hall)) == 2 and not workers_of(hall) & before, True)
    done.set()
    for kiosk in kiosks:
        kiosk.join()
    assert sorted(taken, key=lambda label: int(label[1:])) == numbers(len(taken))
    assert max(longest) < 10  # the machine's load is not the server's; see docs/reliability.md for what it really is


def test_workers_whose_supervisor_is_gone_end(hall: Server) -> None:
    left = workers_of(hall)
    assert hall.process is not None
    hall.process.kill()
    hall.process.wait()
    until(lambda: any(Path(f"/proc/{pid}").exists() for pid in left), False)


def test_several_workers_on_sqlite_are_refused_with_the_reason(tmp_path: Path) -> None:
    refused = Server(tmp_path / "var").run("serve", "--workers", "2", check=False)
    assert refused.returncode == 1
    assert "SQLite has one writer" in refused.stderr
    assert "QUEUE_DATABASE_URL=postgresql" in refused.stderr


def test_a_worker_with_another_key_is_refused(hall: Server, tmp_path: Path) -> None:
    environment = hall.environment | {"QUEUE_SECRET_KEY": "k" * 40, "QUEUE_VAR": str(tmp_path / "other")}
    command = ["queue-server", "serve", "--port", "0", "--rehearse-from", "2026-11-25T10:00:00+08:00"]
    refused = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert refused.returncode == 1
    assert "QUEUE_SECRET_KEY" in refused.stderr


def test_redis_away_is_told_and_stops_nobody(hall: Server, tmp_path: Path) -> None:
    assert hall.redis is not None
    hall.redis.freeze()
    try:
        until(lambda: "redis-away" in requests.get(f"{hall.url}/health", timeout=10).json()["trouble"], True)
        assert [hall.issue()["label"] for _ in range(4)] == ["A001", "A002", "A003", "A004"]
        live = hall.staff("manager").get(f"{hall.api}/halls/h/live", timeout=10).json()
        assert any("Redis" in warning["en"] for warning in live["warnings"])
    finally:
        hall.redis.thaw()
    until(lambda: requests.get(f"{hall.url}/health", timeout=10).json()["trouble"], [])


def test_who_is_there_is_known_at_all_workers(hall: Server) -> None:
    hall.issue()  # at a terminal
    manager = hall.staff("manager")

    def here() -> set[str]:
        told = manager.get(f"{hall.api}/halls/h/presence", timeout=10).json()
        return {one["name"] for one in told["devices"] + told["counters"] if one["here"]}

    zhang = hall.staff("zhang")
    panel = socketio.Client()
    panel.connect(
        hall.url,
        transports=["websocket"],
        headers={"Cookie": f"queue_session={zhang.cookies['queue_session']}"},
    )
    assert panel.call("join", {"hall": "h", "view": "counter", "counter": "2"}) == {"ok": True}
    until(here, {"terminal-1", "2"}, within_s=20)
    assert requests.get(f"{hall.api}/halls/h/presence", timeout=10).status_code == 401
    panel.disconnect()
