"""The kiosk's page as a person handles it, and what staff see of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from ..serving import Server

PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)
PATIENCE_MS = 30_000

OpenKiosk = Callable[..., Page]


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words).click()


def number_on(page: Page) -> str:
    label: Locator = page.locator(".number-card__label")
    expect(label).to_be_visible()
    return label.inner_text()


def take_number(page: Page, service: str = "户政", lane: str = "不需要") -> str:
    press(page, service)
    press(page, lane)
    return number_on(page)


def issued_by(server: Server) -> int:
    answer = server.staff("manager").get(f"{server.api}/halls/{server.hall}/live", timeout=30)
    return int(answer.json()["issued"])


def staff_ticket(server: Server, label: str) -> dict[str, Any]:
    live = server.staff("manager").get(f"{server.api}/halls/{server.hall}/live", timeout=30).json()
    return next(ticket for ticket in live["remaining"] if ticket["label"] == label)


GLASS = (Path(__file__).parent / "glass.js").read_text(encoding="utf-8")


def fits(page: Page) -> None:
    """Nothing is cut off, covered or needs scrolling, each target is at least 96 px either way, and with the keys low
    all of them stand in the lower half."""
    expect(page.get_by_role("button").first).to_be_visible()
    assert page.evaluate(GLASS) == []


def in_each_mode(page: Page) -> Iterator[str]:
    """The screen as it is in both languages, usual and larger, keys where they are and low; at last as it was."""
    bar = page.locator(".assist-bar button")
    for language in ("zh", "en"):
        for size in ("usual", "larger"):
            for place in ("up", "low"):
                page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
                yield f"{language}, {size}, {place}"
                bar.nth(1).click()
            bar.nth(0).click()
        bar.nth(3).click()
