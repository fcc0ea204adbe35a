"""At the kiosk with an appointment, and where the hall asks for the id card: what is typed, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from ..accessibility import violations
from ..api.test_appointments import BOOKABLE, book, code_of
from ..serving import PLAN, Server
from .kiosk_page import LANDSCAPE, PORTRAIT, OpenKiosk, fits, number_on, press, staff_ticket


@pytest.fixture(scope="module")
def booked_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    plan = PLAN + BOOKABLE % "false" + "limits: {one_per_person: true}\n"
    server = Server(tmp_path_factory.mktemp("var"), plan=plan.replace("each: 2", "each: 50")).start()
    book(server, server.staff("manager"), "11:00", phone="13800009999")  # somebody is always expected
    yield server
    server.stop()


def type_in(page: Page, text: str) -> None:
    for letter in text:
        page.get_by_role("button", name=letter, exact=True).click()


def checking_in(page: Page) -> None:
    press(page, "预约签到")
    expect(page.get_by_role("heading", level=1)).to_contain_text("请输入预约码")


def test_a_code_gives_the_number_at_once(booked_hall: Server, kiosk: OpenKiosk) -> None:
    code = book(booked_hall, booked_hall.staff("manager"), "10:30").json()["code"]
    page = kiosk(booked_hall)

    checking_in(page)
    type_in(page, code)
    press(page, "签到取号")

    expect(page.locator(".number-card__label")).to_have_text("A001")
    expect(page.locator(".number-card__service")).to_contain_text("户政")
    expect(page.get_by_text("预约 10:30，时间未到，其他号可能先叫")).to_be_visible()
    fits(page)


def test_the_end_of_a_phone_number_shows_what_was_booked(booked_hall: Server, kiosk: OpenKiosk) -> None:
    manager = booked_hall.staff("manager")
    book(booked_hall, manager, "10:30", phone="13800001234")
    book(booked_hall, manager, "15:00", phone="13900001234")
    page = kiosk(booked_hall)

    checking_in(page)
    page.keyboard.type("1234")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("请按您的预约")
    assert not violations(page)
    press(page, "15:00")
    expect(page.get_by_role("heading", level=1)).to_contain_text("还没到签到时间")
    expect(page.get_by_role("alert")).to_contain_text("14:30 起可以签到")
    press(page, "返回首页")
    checking_in(page)
    page.keyboard.type("1234")
    page.keyboard.press("Enter")
    press(page, "10:30")

    expect(page.locator(".number-card__label")).to_contain_text("A0")


def test_what_is_not_found_says_what_to_do(booked_hall: Server, kiosk: OpenKiosk) -> None:
    page = kiosk(booked_hall)

    checking_in(page)
    type_in(page, "000")
    press(page, "签到取号")
    expect(page.get_by_role("alert")).to_contain_text("六位预约码")
    type_in(page, "0")
    press(page, "签到取号")
    expect(page.get_by_role("alert")).to_contain_text("没有找到今天的预约")
    assert not violations(page)


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_the_id_card_is_asked_for_and_gives_one_number(booked_hall: Server, kiosk: OpenKiosk, size: object) -> None:
    number = "110105199001010010" if size is PORTRAIT else "440524199505050013"  # neither is 60
    page = kiosk(booked_hall, size)

    press(page, "户政")
    expect(page.get_by_role("heading", level=1)).to_contain_text("请刷身份证")
    fits(page)
    assert not violations(page)
    page.keyboard.type(number[:-1] + "1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("身份证号不对")
    press(page, "删除")
    page.keyboard.type(number[-1])
    page.keyboard.press("Enter")
    press(page, "不需要")
    expect(page.locator(".number-card__label")).to_be_visible()
    press(page, "完成")

    press(page, "户政")
    page.keyboard.type(number)  # as a card's reader types it
    page.keyboard.press("Enter")
    press(page, "不需要")
    expect(page.get_by_role("heading", level=1)).to_contain_text("您已经有号了")
    expect(page.get_by_role("alert")).to_contain_text("同一事项只取一个号")
    press(page, "返回首页")
    press(page, "户政")
    expect(page.locator(".keypad__text")).to_have_text("")  # nothing of the one before


def test_an_age_that_opens_the_green_channel_is_asked_nothing(booked_hall: Server, kiosk: OpenKiosk) -> None:
    page = kiosk(booked_hall)

    press(page, "户政")
    page.keyboard.type("11010519491231002X")
    page.keyboard.press("Enter")

    assert staff_ticket(booked_hall, number_on(page))["lane"] == "elderly"
    expect(page.get_by_text("◆ 已按绿色通道取号")).to_be_visible()


def test_a_terminal_without_a_card_is_told_to_ask_for_it(booked_hall: Server) -> None:
    terminal = booked_hall.with_token(booked_hall.terminal_token)
    answer = terminal.post(f"{booked_hall.api}/halls/h/tickets", json={"service": "household"}, timeout=10)

    assert code_of(answer) == (422, "id-number-needed")
