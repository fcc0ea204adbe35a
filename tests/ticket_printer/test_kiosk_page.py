"""The kiosk's page in a real browser, against a real server, agent and printer."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Route, expect

from ticket_printer.cli import TOKEN

from ..serving import Server
from .fake_printer import FakePrinter, fake_printer

PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)
PATIENCE_MS = 30_000

OpenKiosk = Callable[..., Page]


@pytest.fixture(scope="module")
def printer(hall: Server) -> Iterator[FakePrinter]:
    """The kiosk's printer, with its agent."""
    command = Path(sys.executable).with_name("ticket-printer")
    with fake_printer() as there:
        agent = subprocess.Popen(
            [command, "run", "--server", hall.url, "--hall", hall.hall, "--to", there.address],
            env=os.environ | {TOKEN: hall.printer_token},
            stderr=subprocess.DEVNULL,
        )
        yield there
        agent.terminate()
        agent.wait(30)


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


def test_two_presses_give_a_number_with_its_wait_its_code_and_its_slip(
    hall: Server, printer: FakePrinter, kiosk: OpenKiosk
) -> None:
    hall.issue()  # somebody is ahead
    page = kiosk(hall)
    expect(page.get_by_role("heading", level=1)).to_contain_text("请按您要办的事项")
    expect(page.locator(".day-state")).to_contain_text("09:00–12:00")

    label = take_number(page)

    assert label.startswith("A")
    expect(page.get_by_text("前面还有")).to_be_visible()
    expect(page.get_by_text("大约等候")).to_be_visible()
    expect(page.get_by_text("请取走小票")).to_be_visible()
    shot = Image.open(io.BytesIO(page.locator(".qr-code").screenshot()))
    [on_screen] = zxingcpp.read_barcodes(shot.convert("L"))
    [on_paper] = zxingcpp.read_barcodes(printer.slips.get(timeout=30).convert("L"))
    assert on_screen.text == on_paper.text
    token = on_screen.text.rpartition("/")[2]
    assert requests.get(f"{hall.api}/tickets/{token}", timeout=30).json()["label"] == label


def test_the_green_channel_is_one_press_and_the_screen_says_no_more_than_that_it_was_chosen(
    hall: Server, printer: FakePrinter, kiosk: OpenKiosk
) -> None:
    page = kiosk(hall)
    press(page, "户政")
    expect(page.get_by_role("heading", level=1)).to_contain_text("需要绿色通道吗？")
    press(page, "加一人")
    press(page, "加一人")

    press(page, "老年人")

    ticket = staff_ticket(hall, number_on(page))
    assert (ticket["lane"], ticket["persons"]) == ("elderly", 3)
    expect(page.get_by_text("◆ 绿色通道")).to_be_visible()
    expect(page.get_by_text("老年人")).to_have_count(0)


def test_double_taps_take_one_number_and_never_press_what_comes_next(hall: Server, kiosk: OpenKiosk) -> None:
    page = kiosk(hall)
    before = issued_by(hall)

    page.get_by_role("button", name="户政").dblclick()
    expect(page.get_by_role("heading", level=1)).to_contain_text("需要绿色通道吗？")
    page.get_by_role("button", name="不需要").dblclick()

    number_on(page)
    assert issued_by(hall) == before + 1


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


def test_the_kiosk_goes_back_by_itself_and_shows_nothing_of_one_person_to_the_next(
    hall: Server, printer: FakePrinter, kiosk: OpenKiosk
) -> None:
    page = kiosk(hall, fake_clock=True)
    press(page, "English")
    press(page, "Household")
    page.clock.run_for(1000)
    press(page, "Elderly")
    label = number_on(page)
    expect(page.get_by_text("Please take your slip")).to_be_visible()
    expect(page.get_by_role("timer")).to_contain_text("Back to the start in")

    page.clock.run_for(31_000)

    expect(page.get_by_role("heading", level=1)).to_contain_text("请按您要办的事项")
    assert label not in page.content()
    assert page.url == f"{hall.url}/kiosk/{hall.hall}"
    page.go_back()
    assert label not in page.content()


def test_a_touch_gives_more_time(hall: Server, kiosk: OpenKiosk) -> None:
    page = kiosk(hall, fake_clock=True)
    press(page, "户政")
    expect(page.get_by_role("timer")).to_be_visible()
    question = page.get_by_role("heading", level=1)

    for _ in range(2):  # 70 s, and never 45 without a touch
        page.clock.run_for(35_000)
        question.click()
        expect(question).to_contain_text("需要绿色通道吗？")


def test_a_keypad_alone_is_enough(hall: Server, kiosk: OpenKiosk) -> None:
    page = kiosk(hall)
    expect(page.get_by_role("button", name="户政")).to_be_visible()

    for wanted in ("户政", "不需要"):
        button = page.get_by_role("button", name=wanted)
        expect(button).to_be_visible()
        while not button.evaluate("button => button === document.activeElement"):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    number_on(page)
    page.keyboard.press("Escape")

    expect(page.get_by_role("heading", level=1)).to_contain_text("请按您要办的事项")


def test_a_slip_that_did_not_print_is_said_plainly_and_printed_again_with_one_press(
    hall: Server, printer: FakePrinter, kiosk: OpenKiosk
) -> None:
    page = kiosk(hall)
    printer.manner = "paper-out"
    try:
        label = take_number(page)
        expect(page.get_by_text("小票没有打印出来")).to_be_visible()
        expect(page.locator(".number-card__label")).to_have_text(label)
    finally:
        printer.manner = "answers"

    press(page, "重新打印")

    expect(page.get_by_text("请取走小票")).to_be_visible()


def test_a_kiosk_without_a_token_says_how_to_pair_it_and_keeps_the_token_out_of_sight(
    hall: Server, kiosk: OpenKiosk
) -> None:
    page = kiosk(hall, token="")
    expect(page.get_by_role("heading", level=1)).to_have_text("这台取号机还没有配对")
    expect(page.get_by_text("请找工作人员")).to_be_visible()

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


def test_a_hall_that_is_not_there_is_named(hall: Server, browser: Browser, kiosk: OpenKiosk) -> None:
    page = kiosk(hall)
    page.goto(f"{hall.url}/kiosk/nowhere#token={hall.kiosk_token}")

    expect(page.get_by_role("heading", level=1)).to_have_text("没有这个大厅")


def test_a_closed_hall_says_when_it_opens(server_at: Callable[..., Server], kiosk: OpenKiosk) -> None:
    page = kiosk(server_at("07:30"))

    expect(page.get_by_role("heading", level=1)).to_contain_text("现在不取号")
    expect(page.get_by_text("下次开放：今天 09:00")).to_be_visible()
    expect(page.get_by_role("button", name="户政")).to_have_count(0)


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


def test_a_lost_server_is_said_and_the_press_that_failed_works_when_it_is_back(
    server: Server, kiosk: OpenKiosk
) -> None:
    page = kiosk(server)
    expect(page.get_by_text("无人等候").first).to_be_visible()
    server.kill()

    expect(page.get_by_text("正在重新连接")).to_be_visible()
    expect(page.get_by_text("等候情况暂时不明").first).to_be_visible()
    press(page, "户政")
    press(page, "不需要")
    expect(page.get_by_role("heading", level=1)).to_contain_text("取号没有成功")
    expect(page.get_by_text("连不上服务器")).to_be_visible()

    server.start()
    press(page, "再按一次")

    assert number_on(page) == "A001"
    assert issued_by(server) == 1


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_screen_fits_and_everything_pressed_is_large(
    hall: Server, printer: FakePrinter, kiosk: OpenKiosk, size: tuple[int, int], language: str
) -> None:
    page = kiosk(hall, size)
    words = ("户政", "不需要") if language == "zh" else ("Household", "Not needed")
    if language == "en":
        press(page, "English")

    _fits(page)
    press(page, words[0])
    expect(page.get_by_role("timer")).to_be_visible()
    _fits(page)
    press(page, words[1])
    number_on(page)
    _fits(page)


def _fits(page: Page) -> None:
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
