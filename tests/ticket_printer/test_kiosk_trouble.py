"""The kiosk's page when something is missing: a token, paper, the server, an open hall."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from ..accessibility import violations
from ..serving import Server
from .fake_printer import FakePrinter
from .halls import plan_of
from .kiosk_page import LANDSCAPE, PORTRAIT, OpenKiosk, fits, in_each_mode, issued_by, number_on, press, take_number


def test_a_number_whose_answer_was_lost_is_found_again_and_not_doubled(hall: Server, kiosk: OpenKiosk) -> None:
    page = kiosk(hall)
    before = issued_by(hall)
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().json()["label"])  # the server has given it
        route.abort()

    page.route("**/tickets", lose_the_first)
    label = take_number(page)

    assert lost == [label]
    assert issued_by(hall) == before + 1


def test_a_slip_that_did_not_print_is_said_plainly_and_printed_again_with_one_press(
    hall: Server, printer: FakePrinter, kiosk: OpenKiosk
) -> None:
    page = kiosk(hall)
    printer.manner = "paper-out"
    try:
        label = take_number(page)
        expect(page.get_by_text("打印机没有纸了")).to_be_visible()
        expect(page.locator(".number-card__label")).to_have_text(label)
    finally:
        printer.manner = "answers"

    press(page, "重新打印")

    expect(page.get_by_text("请取走小票")).to_be_visible()


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_a_printer_without_paper_is_said_before_anybody_waits_for_it_and_numbers_are_given_all_the_same(
    hall: Server, printer: FakePrinter, kiosk: OpenKiosk, size: tuple[int, int]
) -> None:
    page = kiosk(hall, size)
    printer.manner = "paper-out"
    try:
        expect(page.get_by_text("打印机没有纸了")).to_be_visible()
        expect(page.get_by_text("照样可以取号")).to_be_visible()
        fits(page)
        assert not violations(page)

        label = take_number(page)

        expect(page.get_by_role("button", name="重新打印")).to_be_visible()
        expect(page.get_by_text("打印机没有纸了")).to_be_visible()
        expect(page.locator(".number-card__label")).to_have_text(label)
        expect(page.locator(".next-steps__code svg")).to_be_visible()
        for _ in in_each_mode(page):
            fits(page)
    finally:
        printer.manner = "answers"
    press(page, "完成")
    expect(page.get_by_text("打印机没有纸了")).to_have_count(0)


def test_a_kiosk_without_a_token_says_how_to_pair_it_and_keeps_the_token_out_of_sight(
    hall: Server, kiosk: OpenKiosk
) -> None:
    page = kiosk(hall, token="")
    expect(page.get_by_role("heading", level=1)).to_have_text("这台取号机还没有配对")
    expect(page.get_by_text("请找工作人员")).to_be_visible()
    assert violations(page) == []

    page.get_by_label("令牌").fill(f"{hall.url}/kiosk/{hall.hall}#token={hall.kiosk_token}")
    press(page, "配对")

    expect(page.get_by_role("button", name="户政")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="户政")).to_be_visible()
    assert hall.kiosk_token not in page.content()


def test_the_token_in_the_address_is_kept_and_leaves_the_address(hall: Server, kiosk: OpenKiosk) -> None:
    page = kiosk(hall)
    expect(page.get_by_role("button", name="户政")).to_be_visible()

    assert page.url == f"{hall.url}/kiosk/{hall.hall}"


@pytest.mark.parametrize("token", ["revoked", "of a printer"])
def test_a_token_that_the_server_does_not_take_leads_to_the_pairing_page(
    hall: Server, kiosk: OpenKiosk, token: str
) -> None:
    page = kiosk(hall, token=hall.printer_token if token == "of a printer" else token)

    if token == "of a printer":  # anybody may look; it shows when a number is asked for
        press(page, "户政")
        press(page, "不需要")

    expect(page.get_by_role("heading", level=1)).to_have_text("服务器不认这台取号机的令牌")
    page.get_by_label("令牌").fill(hall.kiosk_token)
    page.get_by_role("button", name="配对", exact=True).click()
    expect(page.get_by_role("button", name="户政")).to_be_visible()


def test_a_hall_that_is_not_there_is_named(hall: Server, kiosk: OpenKiosk) -> None:
    page = kiosk(hall)
    page.goto(f"{hall.url}/kiosk/nowhere#token={hall.kiosk_token}")

    expect(page.get_by_role("heading", level=1)).to_have_text("没有这个大厅")
    assert violations(page) == []


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_a_closed_hall_says_when_it_opens_and_lets_its_guides_be_read(
    server_at: Callable[..., Server], kiosk: OpenKiosk, size: tuple[int, int]
) -> None:
    server = server_at("07:30")
    server.staff("manager").put(f"{server.api}/halls/h/plan", json=plan_of(8), timeout=10)
    page = kiosk(server, size)

    expect(page.get_by_role("heading", level=1)).to_contain_text("现在不取号")
    expect(page.get_by_text("下次开放：今天 09:00")).to_be_visible()
    expect(page.get_by_role("button", name="户政")).to_have_count(0)
    for _ in in_each_mode(page):
        fits(page)
    assert violations(page) == []
    press(page, "办事指南")
    press(page, "户政")
    expect(page.get_by_text("居民户口簿原件")).to_be_visible()
    expect(page.get_by_role("button", name="取号")).to_have_count(0)


def test_when_closing_time_passes_the_page_turns_to_extended_service_by_itself(
    server_at: Callable[..., Server], kiosk: OpenKiosk
) -> None:
    server = server_at("17:29:30", speed=2.0)
    server.issue()
    page = kiosk(server)

    expect(page.get_by_role("heading", level=1)).to_contain_text("今天停止取号了", timeout=60_000)
    expect(page.get_by_text("正在为 1 位取到号的人延时服务")).to_be_visible()
    expect(page.get_by_text("说明原因后可以补号")).to_be_visible()
    expect(page.get_by_text("11月26日星期四 09:00")).to_be_visible()
    for _ in in_each_mode(page):
        fits(page)
    assert violations(page) == []


def test_a_lost_server_is_said_and_the_press_that_failed_works_when_it_is_back(
    server: Server, kiosk: OpenKiosk
) -> None:
    page = kiosk(server)
    expect(page.get_by_text("无人等候").first).to_be_visible()
    server.kill()

    expect(page.get_by_text("正在重新连接")).to_be_visible()
    expect(page.get_by_text("等候情况暂时不明").first).to_be_visible()
    for _ in in_each_mode(page):
        fits(page)
    assert violations(page) == []
    press(page, "户政")
    press(page, "不需要")
    expect(page.get_by_role("heading", level=1)).to_contain_text("取号没有成功")
    expect(page.get_by_text("连不上服务器")).to_be_visible()
    for _ in in_each_mode(page):
        fits(page)
    assert violations(page) == []

    server.start()
    press(page, "再按一次")

    assert number_on(page) == "A001"
    assert issued_by(server) == 1
