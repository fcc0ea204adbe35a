"""The kiosk's page as a person handles it, and what staff see of it."""

from __future__ import annotations

from collections.abc import Callable
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


def fits(page: Page) -> None:
    """Nothing is cut off or needs scrolling, and each target is at least 96 px either way."""
    expect(page.get_by_role("button").first).to_be_visible()
    over = page.evaluate(
        "[document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]"
    )
    assert over == [0, 0]
    for button in page.get_by_role("button").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 95.5, button.inner_text()
