"""A clerk's and a manager's screen, worked by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from ..serving import PASSWORD, Server

DESK: ViewportSize = {"width": 1366, "height": 768}


class Desk:
    """One browser of its own, on one page of the staff."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url

    def press(self, key: str) -> None:
        """A key of the panel, once the press before it has been answered: until then it would do nothing."""
        expect(self.page.locator(".action-bar")).to_have_attribute("aria-busy", "false")
        expect(self.dialog).to_be_hidden()
        self.page.keyboard.press(key)

    def keys(self, *keys: str) -> None:
        """Keys in a form or a dialog, one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, words: str) -> None:
        """What a person types into the field that has the focus."""
        self.page.keyboard.type(words)

    def open(self, path: str) -> None:
        self.page.goto(self.url + path)

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        expect(self.page.get_by_label("用户名")).to_be_focused()
        self.write(username)
        self.keys("Tab")
        self.write(password)
        self.keys("Enter")

    def take_post(self, username: str, counter: int, role: str = "A") -> None:
        """From the address to the counter."""
        self.open("/panel")
        self.sign_in(username)
        expect(self.page.get_by_role("radio", name=f"{counter}号窗口")).to_be_visible()
        self.keys(*["ArrowDown"] * (counter - 1), "Tab")
        if role == "B":
            self.keys("ArrowDown")
        self.keys("Enter")
        expect(self.page.locator(".workplace__counter")).to_have_text(f"{counter}号窗口")

    @property
    def number(self) -> Locator:
        return self.page.locator(".current__number")

    @property
    def state(self) -> Locator:
        return self.page.locator(".current__state")

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def alert(self) -> Locator:
        return self.page.get_by_role("alert").filter(has_text=re.compile(r"\S"))

    @property
    def notice(self) -> Locator:
        return self.page.locator(".workplace__notice")

    def list(self, title: str) -> Locator:
        """The list with this title beside the number: 接下来, 挂起, 过号."""
        return self.page.locator(".ticket-list").filter(has=self.page.get_by_role("heading", name=title))


@pytest.fixture
def desk_at(browser: Browser) -> Iterator[Callable[[Server], Desk]]:
    """Browsers at a desk: desk_at(server); each call is another computer."""
    contexts = []

    def sit_down(server: Server) -> Desk:
        contexts.append(browser.new_context(viewport=DESK, locale="zh-CN"))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        return Desk(page, server.url)

    yield sit_down
    for context in contexts:
        context.close()
