"""What the tests of kiosk, slip and agent share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ticket_printer.cli import TOKEN

from ..fork_server import Forked, ForkServer
from ..serving import Server
from .fake_printer import FakePrinter, fake_printer
from .fake_server import FakeServer
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
    with fake_printer() as there:
        agent = start_agent(server, there.address, log=server.var / "agent.log")
        try:
            yield there
        finally:
            agent.terminate()
            agent.wait(30)


@cache
def agents() -> ForkServer:
    return ForkServer("ticket-printer", "ticket_printer.cli")


def start_agent(server: Server | FakeServer, printer: str, *more: str, log: Path, token: str | None = None) -> Forked:
    """An agent that prints at the address `printer`."""
    environment = os.environ | {TOKEN: token or server.printer_token}
    words = ["--server", server.url, "--hall", server.hall, "--to", printer, *more]
    return agents().start("run", *words, env=environment, log=log)


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
