"""Everybody can read the three pages: WCAG 2.2 AA, as far as a machine can tell."""

from __future__ import annotations

from playwright.sync_api import expect

from ..accessibility import violations
from ..serving import Server
from .conftest import Screens


def test_the_pages_hold_wcag_2_2_aa_through_a_visit(server: Server, screens: Screens) -> None:
    zhang = server.staff("zhang")
    server.press(zhang, "1", "sign-in", role="A")
    ticket = server.issue()
    board = screens.open(f"{server.url}/board/h")
    sign = screens.open(f"{server.url}/window/h/1", 1280, 800)
    phone = screens.phone(ticket["url"])
    expect(sign.locator(".sign[data-state=free]")).to_be_visible()
    expect(phone.locator(".wait")).to_be_visible()
    found = {"waiting": [*violations(board), *violations(sign), *violations(phone)]}

    server.press(zhang, "1", "next")
    for page, place in ((board, ".call"), (sign, ".sign[data-state=called]"), (phone, ".number[data-state=called]")):
        expect(page.locator(place)).to_be_visible()
        found[place] = violations(page)

    server.press(zhang, "1", "start", label=ticket["label"])
    for page, place in ((sign, ".sign[data-state=serving]"), (phone, ".number[data-state=serving]")):
        expect(page.locator(place)).to_be_visible()
        found[place] = violations(page)

    server.press(zhang, "1", "finish", outcome="done", label=ticket["label"])
    server.press(zhang, "1", "pause", reason="上门服务", minutes=10)
    for page, place in ((sign, ".sign[data-state=paused]"), (phone, ".rating")):
        expect(page.locator(place)).to_be_visible()
        found[place] = violations(page)

    assert {place: wrong for place, wrong in found.items() if wrong} == {}
