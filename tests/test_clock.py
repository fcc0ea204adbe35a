"""The clock at the edge: small steps of the machine's are followed, and leaps are not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from queue_server import clock as edge
from queue_server.clock import FOLLOWED, Clock
from queue_server.hall.instants import DAY, HOUR, MINUTE, SECOND

from .serving import PLAN, Server, until

NOON = 1_795_000_000 * SECOND


class Machine:
    """What the machine says, and how long it has been running."""

    def __init__(self) -> None:
        self.says = NOON
        self.runs = 3 * DAY

    def wait(self, span: int) -> None:
        self.says += span
        self.runs += span


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine()
    monkeypatch.setattr(edge, "machine_time", lambda: machine.says)
    monkeypatch.setattr(edge, "running_time", lambda: machine.runs)
    return machine


def test_it_says_what_the_machine_says(machine: Machine) -> None:
    clock = Clock()
    for span in (SECOND, 9 * HOUR, 40 * DAY):  # asleep for a night, or off the net for weeks
        machine.wait(span)
        assert clock() == machine.says
    assert clock.off == 0


@pytest.mark.parametrize("step", [2 * SECOND, -2 * SECOND, FOLLOWED, -FOLLOWED])
def test_a_small_step_is_followed(machine: Machine, step: int) -> None:
    clock = Clock()

    machine.says += step

    assert clock() == machine.says
    assert clock.off == 0


def test_many_small_steps_are_followed_however_far_they_lead(machine: Machine) -> None:
    clock = Clock()
    for _ in range(100):
        machine.wait(SECOND)
        machine.says += 4 * MINUTE
        assert clock() == machine.says


@pytest.mark.parametrize("leap", [5 * 365 * DAY, HOUR, 6 * MINUTE, -6 * MINUTE, -HOUR, -20 * 365 * DAY])
def test_a_leap_is_not_followed_and_told(machine: Machine, leap: int) -> None:
    clock = Clock()

    machine.says += leap
    machine.wait(10 * MINUTE)

    assert clock() == NOON + 10 * MINUTE
    assert clock.off == leap


def test_after_the_machine_is_put_right_it_is_followed_again(machine: Machine) -> None:
    clock = Clock()
    machine.says += 5 * 365 * DAY
    clock()

    machine.wait(HOUR)
    machine.says -= 5 * 365 * DAY - 3 * SECOND

    assert clock() == NOON + HOUR + 3 * SECOND
    assert clock.off == 0


def test_a_restart_believes_the_machine(machine: Machine) -> None:
    clock = Clock()
    machine.says += HOUR
    clock()

    assert Clock()() == machine.says


def test_a_machine_whose_clock_is_set_only_after_the_start_is_followed(machine: Machine) -> None:
    last = NOON - 16 * HOUR  # yesterday's closing time
    machine.says = 30 * 365 * DAY  # the year 2000: its battery is empty
    clock = Clock(last=last)
    machine.wait(MINUTE)
    assert clock() == 30 * 365 * DAY + MINUTE

    machine.says = NOON

    assert clock() == NOON
    assert clock.off == 0


def test_it_is_not_followed_from_there_into_the_far_future(machine: Machine) -> None:
    machine.says = 30 * 365 * DAY
    clock = Clock(last=NOON)

    machine.says = NOON + 5 * 365 * DAY

    assert clock() == 30 * 365 * DAY
    assert clock.off > 0


def test_a_rehearsal_knows_nothing_of_the_machines_clock(machine: Machine) -> None:
    clock = Clock(start=7 * DAY, speed=10)

    machine.says += 5 * 365 * DAY
    machine.runs += MINUTE

    assert clock() == 7 * DAY + 10 * MINUTE
    assert clock.off == 0


# a real server, on a machine whose clock can be moved

NEVER_CLOSED = PLAN[: PLAN.index("hours:")] + (
    'hours: {week: {mon: &d ["00:00-24:00"], tue: *d, wed: *d, thu: *d, fri: *d, sat: *d, sun: *d}}\n'
) + PLAN[PLAN.index("services:") :]  # fmt: skip

MOVED = """
import sys, time
from pathlib import Path
from queue_server.cli import main
from queue_server import clock
moved = Path(sys.argv.pop(1))
clock.machine_time = lambda: time.time_ns() // 1_000 + int(moved.read_text() or 0) * 1_000_000
main()
"""
YEARS = 5 * 365 * 24 * 3600


@contextmanager
def served(server: Server, moved: Path, *more: str) -> Iterator[None]:
    command = [sys.executable, "-c", MOVED, str(moved), "serve", "--port", str(server.port), *more]
    log = (server.var / "server.log").open("ab")
    process = subprocess.Popen(command, env=server.environment, stdout=log, stderr=log)
    try:
        until(lambda: process.poll() is not None or _answers(server), True)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _answers(server: Server) -> bool:
    try:
        return requests.get(f"{server.url}/health", timeout=5).ok
    except requests.ConnectionError:
        return False


def _move(moved: Path, seconds: int) -> None:
    """As a whole, for it is read all the time."""
    whole = moved.with_suffix(".new")
    whole.write_text(str(seconds))
    os.replace(whole, moved)


def test_a_machine_that_leaps_while_the_hall_is_at_work_sends_nobody_home(tmp_path: Path) -> None:
    server = Server(tmp_path / "var", plan=NEVER_CLOSED)
    moved = tmp_path / "moved"
    _move(moved, 0)

    def trouble() -> list[str]:
        return requests.get(f"{server.url}/health", timeout=10).json()["trouble"]  # type: ignore[no-any-return]

    def today() -> object:
        return requests.get(f"{server.api}/halls/h/board", timeout=10).json()["day"]["date"]

    with served(server, moved):
        date = today()
        assert server.issue()["label"] == "A001"
        manager = server.staff("manager")
        for number, leap in enumerate((YEARS, -3600), start=2):
            _move(moved, leap)
            until(trouble, ["clock-leapt"])
            assert server.issue()["label"] == f"A00{number}"
            assert today() == date
            told = manager.get(f"{server.api}/halls/h/live", timeout=10).json()["warnings"]
            assert ["快" in warning["zh"] for warning in told] == [leap > 0]
            _move(moved, 0)
            until(trouble, [])
        assert manager.get(f"{server.api}/halls/h/live", timeout=10).json()["warnings"] == []


def test_a_server_is_not_started_in_the_far_future_before_somebody_has_looked(tmp_path: Path) -> None:
    server = Server(tmp_path / "var", plan=NEVER_CLOSED)
    moved = tmp_path / "moved"
    _move(moved, 0)
    with served(server, moved):
        server.issue()

    _move(moved, YEARS)
    with served(server, moved):
        assert not _answers(server)
    assert "serve with --clock-is-right when it is" in (server.var / "server.log").read_text()

    with served(server, moved, "--clock-is-right"):
        assert server.issue()["label"] == "A002"  # the first is still open
