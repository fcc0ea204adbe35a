"""What tests of several areas share: a running server, and a browser."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from .serving import Server

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")  # `make test` looks for it


@pytest.fixture
def engine() -> str:
    """What keeps the halls; where it matters, a folder's tests run with both, see tests/api/conftest.py."""
    return "sqlite"


@pytest.fixture
def workers() -> int:
    return 1


@pytest.fixture
def server(tmp_path: Path, engine: str, workers: int) -> Iterator[Server]:
    """A server at 10:00 of an open Wednesday."""
    running = Server(tmp_path / "var", engine=engine, workers=workers).start()
    yield running
    running.stop()


@pytest.fixture
def server_at(tmp_path: Path, engine: str) -> Iterator[Callable[..., Server]]:
    """Servers that start at a time of the test's choosing: server_at("17:29:55", speed=…)."""
    started: list[Server] = []

    def start(at: str, **more: Any) -> Server:
        started.append(Server(tmp_path / f"var{len(started)}", at, engine=engine, **more).start())
        return started[-1]

    yield start
    for running in started:
        running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, offline but for this machine."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        )
        yield chromium
        chromium.close()
