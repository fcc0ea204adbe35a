"""Everybody can read the pages: WCAG 2.2 AA, as far as a machine can tell."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from ..accessibility import violations
from ..serving import PLAN, Server
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


def test_the_pages_of_a_booking_hold_it_at_each_step(server_at: Callable[..., Server], screens: Screens) -> None:
    bookable = (
        "appointments: {services: [{service: household, each: 1}, {service: entry-exit, each: 2}], by_phone: true}\n"
    )
    server = server_at("10:00", plan=PLAN + bookable)
    at = {"service": "household", "slot_at": "2026-11-25T11:00:00+08:00"}
    assert server.staff("zhang").post(f"{server.api}/halls/h/appointments", json=at, timeout=10).status_code == 201
    phone = screens.phone(f"{server.url}/book/h")
    found = {}
    for place, name in (("选择事项", "户政"), ("选择日期", "11月25日"), ("选择时间", "10:30")):
        expect(phone.get_by_role("heading", name=place)).to_be_visible()
        expect(phone.get_by_role("button", name=name)).to_be_visible()
        found[place] = violations(phone)
        phone.get_by_role("button", name=name).click()

    phone.get_by_role("button", name="确认预约").click()
    expect(phone.get_by_role("alert")).to_be_visible()
    found["no number"] = violations(phone)
    phone.get_by_label("手机号").fill("13800001234")
    phone.get_by_role("button", name="确认预约").click()
    expect(phone.locator(".appointment[data-state=booked]")).to_be_visible()
    found["booked"] = violations(phone)
    phone.get_by_role("button", name="取消预约").click()
    found["asked"] = violations(phone)
    phone.get_by_role("button", name="确定取消").click()
    expect(phone.locator(".appointment[data-state=cancelled]")).to_be_visible()
    found["cancelled"] = violations(phone)
    nowhere = screens.phone(f"{server.url}/book/nowhere")
    expect(nowhere.locator(".lost")).to_be_visible()
    found["nowhere"] = violations(nowhere)

    assert {place: wrong for place, wrong in found.items() if wrong} == {}
