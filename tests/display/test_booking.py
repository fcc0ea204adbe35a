"""Booking a time on one's own phone, and the page of one's appointment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Page, Response, expect

from ..serving import PLAN, Server
from .conftest import Screens

BOOKABLE = """
appointments:
  services: [{service: household, slot_min: 30, each: 1}, {service: entry-exit, each: 2}]
  by_phone: %s
"""
PHONE = "13800001234"
LIGHT_BYTES = 200_000  # before compression; a second on a poor network


@pytest.fixture(params=["true"])
def hall(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server at 10:00 of an open Wednesday, whose hall takes bookings by phone."""
    running = Server(tmp_path / "var", plan=PLAN + BOOKABLE % request.param).start()
    yield running
    running.stop()


def choose(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("button", name=name).click()


def up_to_who(server: Server, screens: Screens, clock: str = "10:30") -> Page:
    """A phone on which service, day and time are chosen and the number is typed."""
    page = screens.phone(f"{server.url}/book/h")
    choose(page, "户政", "11月25日星期三", clock)
    page.get_by_label("手机号").fill(PHONE)
    return page


def taken(server: Server, clock: str) -> None:
    """Somebody else was quicker."""
    body = {"service": "household", "slot_at": f"2026-11-25T{clock}:00+08:00"}
    assert server.staff("zhang").post(f"{server.api}/halls/h/appointments", json=body, timeout=10).status_code == 201


def test_a_citizen_books_sees_the_code_and_gives_the_time_back(hall: Server, screens: Screens) -> None:
    page = screens.phone(f"{hall.url}/")
    page.get_by_role("link", name="手机预约").click()
    choose(page, "户政", "11月25日星期三", "10:30", "多一人")
    page.get_by_label("手机号").fill("138 0000 1234")
    choose(page, "确认预约")

    expect(page.locator(".appointment")).to_contain_text("10:30")
    expect(page.locator(".appointment")).to_contain_text("户政 · 2 人同办")
    held = requests.get(f"{hall.api}/appointments/{page.url.rsplit('/', 1)[1]}", timeout=10).json()
    assert page.locator(".booking-code [aria-hidden]").inner_text().replace(" ", "") == held["code"]
    expect(page.get_by_text("请在 10:00–10:40 签到")).to_be_visible()

    choose(page, "取消预约", "确定取消")
    expect(page.get_by_text("预约已取消", exact=True)).to_be_visible()
    page.get_by_role("link", name="重新预约").click()
    choose(page, "户政", "11月25日星期三", "10:30")
    assert screens.complaints == []


def test_booking_needs_no_mouse(hall: Server, screens: Screens) -> None:
    page = screens.phone(f"{hall.url}/book/h")
    page.get_by_role("button", name="户政").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="选择日期")).to_be_focused()
    expect(page.locator(".day-choice")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="选择时间")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="填写人数和手机号")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # one person more: nobody can be less than one
    page.keyboard.press("Tab")
    page.keyboard.type(PHONE)
    page.keyboard.press("Enter")

    expect(page.locator(".appointment")).to_contain_text("10:30")
    expect(page.locator(".appointment")).to_contain_text("2 人同办")


def test_a_time_taken_meanwhile_is_answered_with_the_next(hall: Server, screens: Screens) -> None:
    page = up_to_who(hall, screens)
    taken(hall, "10:30")

    choose(page, "确认预约")
    expect(page.get_by_role("alert")).to_contain_text("这个时间刚刚约满")
    expect(page.get_by_role("button", name="10:30 约满")).to_be_disabled()
    choose(page, "改约 11:00", "确认预约")

    expect(page.locator(".appointment")).to_contain_text("11:00")


def test_who_has_an_appointment_is_told_its_time(hall: Server, screens: Screens) -> None:
    choose(first := up_to_who(hall, screens), "确认预约")
    expect(first.locator(".appointment")).to_be_visible()

    choose(second := up_to_who(hall, screens, "11:00"), "确认预约")

    expect(second.get_by_role("alert")).to_contain_text("已预约过这个事项")


def test_a_lost_connection_claims_nothing_and_the_next_press_books(hall: Server, screens: Screens) -> None:
    page = up_to_who(hall, screens)
    page.context.set_offline(True)
    choose(page, "确认预约")
    expect(page.get_by_role("alert")).to_contain_text("不确定是否约上", timeout=15_000)

    page.context.set_offline(False)
    choose(page, "确认预约")

    expect(page.locator(".appointment")).to_contain_text("10:30")


@pytest.mark.parametrize("hall", ["false"], indirect=True)
def test_a_hall_that_takes_no_bookings_by_phone_says_what_remains(hall: Server, screens: Screens) -> None:
    page = screens.phone(f"{hall.url}/book/h")

    expect(page.get_by_text("本大厅不接受手机预约")).to_be_visible()
    expect(page.get_by_text("今天取号截止 17:30")).to_be_visible()
    expect(page.get_by_text("请到导办台询问")).to_be_visible()
    assert screens.complaints == []


def test_the_page_leads_to_the_number_after_the_check_in(hall: Server, screens: Screens) -> None:
    choose(page := up_to_who(hall, screens), "确认预约")
    expect(page.locator(".appointment")).to_be_visible()
    held = requests.get(f"{hall.api}/appointments/{page.url.rsplit('/', 1)[1]}", timeout=10).json()
    terminal = hall.with_token(hall.terminal_token)
    came = terminal.post(f"{hall.api}/halls/h/appointments/{held['id']}/check-in", json={}, timeout=10)
    assert came.status_code == 201, came.text

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # the phone is taken up again
    page.get_by_role("link", name="您的号 A001").click()

    expect(page.locator(".number")).to_contain_text("预约 10:30")


def test_a_case_carried_over_has_its_code_on_the_phone(tmp_path: Path, screens: Screens) -> None:
    server = Server(tmp_path / "var", "17:20").start()
    try:
        ticket = server.issue()
        on = {"label": "A001", "reason": "系统故障", "explanation": "明日优先", "on": "2026-11-26"}
        close = f"{server.api}/halls/h/day/close"
        assert server.staff("manager").post(close, json={"remaining": [on]}, timeout=10).status_code == 200
        code = requests.get(f"{server.api}/tickets/{ticket['token']}", timeout=10).json()["code"]

        phone = screens.phone(ticket["url"])

        expect(phone.locator(".ending")).to_contain_text(f"输入 {code} 即可优先取号")
        phone.goto(f"{server.url}/a/{ticket['token']}")
        expect(phone.get_by_text("当天任何时间到，优先办理")).to_be_visible()
    finally:
        server.stop()


def test_unknown_addresses_get_a_friendly_page(hall: Server, screens: Screens) -> None:
    expect(screens.phone(f"{hall.url}/a/not-a-token").get_by_text("找不到这个预约")).to_be_visible()
    expect(screens.phone(f"{hall.url}/book/nowhere").get_by_text("没有这个大厅")).to_be_visible()


def test_the_pages_are_light_and_come_from_this_server_alone(hall: Server, screens: Screens) -> None:
    page = screens.phone("about:blank")
    loaded: list[Response] = []
    page.on("response", lambda response: loaded.append(response))

    page.goto(f"{hall.url}/book/h")
    expect(page.get_by_role("button", name="户政")).to_be_visible()

    assert {response.url.split("/")[2] for response in loaded} == {hall.url.split("/")[2]}
    assert sum(len(response.body()) for response in loaded) <= LIGHT_BYTES
