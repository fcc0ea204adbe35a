"""Screens and phones in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page


@dataclass
class Screens:
    """Opens pages, each in a browser of its own, and keeps what they complain of."""

    browser: Browser
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str, width: int = 1920, height: int = 1080, locale: str = "zh-CN") -> Page:
        size = {"width": width, "height": height}
        context = self.browser.new_context(viewport=size, reduced_motion="reduce", locale=locale)
        page = context.new_page()
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(address)
        return page

    def phone(self, address: str, locale: str = "zh-CN") -> Page:
        return self.open(address, 390, 844, locale)


@pytest.fixture
def screens(browser: Browser) -> Iterator[Screens]:
    opened = Screens(browser)
    yield opened
    for context in browser.contexts:
        context.close()
