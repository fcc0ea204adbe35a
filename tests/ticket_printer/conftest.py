"""What the tests of kiosk, slip and agent share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ticket_printer.cli import TOKEN

from ..serving import Server
from .fake_printer import FakePrinter, fake_printer
from .kiosk_page import PATIENCE_MS, PORTRAIT, OpenKiosk


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server at 10:00 of an open Wednesday, for the tests that leave it running."""
    running = Server(tmp_path_factory.mktemp("hall") / "var").start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def printer(hall: Server) -> Iterator[FakePrinter]:
    """The kiosk's printer, with its agent."""
    with printer_of(hall) as there:
        yield there


@contextmanager
def printer_of(server: Server) -> Iterator[FakePrinter]:
    """The printer of a server's kiosk, as long as its agent runs."""
    command = Path(sys.executable).with_name("ticket-printer")
    with fake_printer() as there:
        agent = subprocess.Popen(
            [command, "run", "--server", server.url, "--hall", server.hall, "--to", there.address],
            env=os.environ | {TOKEN: server.printer_token},
            stderr=subprocess.DEVNULL,
        )
        try:
            yield there
        finally:
            agent.terminate()
            agent.wait(30)


@pytest.fixture
def kiosk(browser: Browser) -> Iterator[OpenKiosk]:
    """Opens the page of a server: kiosk(server), paired unless a token is given."""
    pages: list[Page] = []

    def open_kiosk(
        server: Server, size: tuple[int, int] = PORTRAIT, token: str | None = None, fake_clock: bool = False
    ) -> Page:
        page = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN").new_page()
        page.set_default_timeout(PATIENCE_MS)
        if fake_clock:
            page.clock.install()
        fragment = f"#token={server.kiosk_token if token is None else token}" if token != "" else ""
        page.goto(f"{server.url}/kiosk/{server.hall}{fragment}")
        pages.append(page)
        return page

    expect.set_options(timeout=PATIENCE_MS)
    yield open_kiosk
    for page in pages:
        page.context.close()
