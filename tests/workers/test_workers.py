"""Several workers on one port, as an operator starts them: real processes on PostgreSQL with Redis."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
import requests
import socketio
from redis import Redis

from ..serving import Server, until

PATIENCE_S = 120  # a worker starts in two seconds where nothing else goes on


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


def in_order(labels: list[str]) -> list[str]:
    return sorted(labels, key=lambda label: int(label[1:]))


def numbers(count: int) -> list[str]:
    return [f"A{n:03d}" for n in range(1, count + 1)]


class Kiosks:
    """A few who take numbers at an easy pace, each asked for with one key until it is given."""

    def __init__(self, hall: Server, count: int = 3) -> None:
        self._hall = hall
        self._done = Event()
        self.taken: list[str] = []
        self._threads = [Thread(target=self._take, daemon=True) for _ in range(count)]

    def __enter__(self) -> Kiosks:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        for thread in self._threads:
            thread.join()

    def _take(self) -> None:
        while not self._done.is_set():
            label, key = None, uuid.uuid4().hex
            while label is None:
                label = self._number(key)
                time.sleep(0.02)
            self.taken.append(label)

    def _number(self, key: str) -> str | None:
        headers = {"Authorization": f"Bearer {self._hall.terminal_token}", "Idempotency-Key": key}
        at = f"{self._hall.api}/halls/h/tickets"
        try:
            answer = requests.post(at, json={"service": "household"}, headers=headers, timeout=10)
        except (requests.ConnectionError, requests.Timeout):
            return None
        assert answer.status_code in (201, 503), answer.text
        return str(answer.json()["label"]) if answer.status_code == 201 else None


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
    with Kiosks(hall) as kiosks:
        before = workers_of(hall)
        until(lambda: len(kiosks.taken) > 10, True, PATIENCE_S)
        os.kill(min(before), signal.SIGKILL)
        until(lambda: len(workers_of(hall) - before), 1, PATIENCE_S)
        so_far = len(kiosks.taken)
        until(lambda: len(kiosks.taken) > so_far + 10, True, PATIENCE_S)
    assert in_order(kiosks.taken) == numbers(len(kiosks.taken))
    assert hall.run("journal", "verify").returncode == 0


def test_workers_are_replaced_one_by_one_and_every_number_is_given_once(hall: Server) -> None:
    with Kiosks(hall) as kiosks:
        before = workers_of(hall)
        assert hall.process is not None
        hall.process.send_signal(signal.SIGHUP)
        until(lambda: len(workers_of(hall)) == 2 and not workers_of(hall) & before, True, PATIENCE_S)
    assert in_order(kiosks.taken) == numbers(len(kiosks.taken))


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


def test_workers_that_can_never_serve_end_with_the_reason(hall: Server, tmp_path: Path) -> None:
    environment = hall.environment | {"QUEUE_SECRET_KEY": "k" * 40}
    command = ["queue-server", "serve", "--port", "0", "--workers", "2", "--rehearse-from", "2026-11-25T10:00:00+08:00"]
    refused = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert refused.returncode == 1
    assert "QUEUE_SECRET_KEY" in refused.stderr
    assert "no worker came up" in refused.stderr


def test_rubbish_on_the_workers_channel_leaves_them_listening(hall: Server) -> None:
    assert hall.redis is not None
    somebody = Redis.from_url(hall.redis.url)
    until(lambda: somebody.pubsub_numsub("queue:heads")[0][1], 2)
    for rubbish in (b"[1]", b'{"h": "1"}', b'{"h": 9999999}', b"{"):
        assert somebody.publish("queue:heads", rubbish) == 2
    time.sleep(2)
    assert somebody.publish("queue:heads", b"{}") == 2
    assert "Traceback" not in (hall.var / "server.log").read_text()


def test_several_workers_rehearse_at_any_speed(tmp_path: Path) -> None:
    hall = Server(tmp_path / "var", engine="postgresql", workers=2, speed=2).start()
    assert hall.issue()["label"] == "A001"
    hall.stop()


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


def test_a_port_that_somebody_else_has_is_not_shared(hall: Server) -> None:
    refused = hall.run("serve", "--workers", "2", "--port", str(hall.port), check=False)
    assert refused.returncode == 1
    assert "in use" in refused.stderr
    assert "Traceback" not in refused.stderr
