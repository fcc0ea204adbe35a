"""What the tests of the relay share."""

from __future__ import annotations

import itertools
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from .screens import Process, SmallHall

_NAMES = (f"hall-{number}" for number in itertools.count(1))


def _running(folder: Path, *settings: str) -> Iterator[Process]:
    process = Process(folder, *settings).start()
    yield process
    if process.process is not None and process.process.poll() is None:
        process.end(signal.SIGTERM)
    assert "Traceback" not in process.log()


@pytest.fixture(scope="session")
def _shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    yield from _running(tmp_path_factory.mktemp("small_server"))


@pytest.fixture
def small(_shared: Process) -> Iterator[SmallHall]:
    """A hall at 10:00 with nobody in it, in a process that these tests share; no test may leave a traceback."""
    yield SmallHall(_shared, next(_NAMES))
    assert "Traceback" not in _shared.log()


@pytest.fixture
def impatient(tmp_path: Path) -> Iterator[SmallHall]:
    """A hall in a process of its own, for which a screen is too slow after half a second."""
    for process in _running(tmp_path, "0.5"):
        yield SmallHall(process, "h")


@pytest.fixture
def own(tmp_path: Path) -> Iterator[SmallHall]:
    """A hall in a process of its own, to be ended, or to have nobody else in it."""
    for process in _running(tmp_path):
        yield SmallHall(process, "h")
