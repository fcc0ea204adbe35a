"""At the kiosk with a number in hand: how it stands, reporting again, and why others went first."""

from __future__ import annotations

from typing import Any

import pytest
import requests
import zxingcpp
from playwright.sync_api import Page, expect

from ..accessibility import violations
from ..serving import Server
from .fake_printer import FakePrinter
from .kiosk_page import LANDSCAPE, PORTRAIT, OpenKiosk, fits, in_each_mode, press, staff_ticket


@pytest.fixture(scope="module")
def clerk(hall: Server) -> requests.Session:
    """On post at counter 1."""
    clerk = hall.staff("zhang")
    hall.press(clerk, "1", "sign-in")
    return clerk


@pytest.fixture
def called(hall: Server, clerk: requests.Session) -> dict[str, Any]:
    """A number that counter 1 has just called."""
    issued = hall.issue()
    while (label := hall.press(clerk, "1", "next").json()["label"]) != issued["label"]:
        hall.press(clerk, "1", "start", label=label)
        hall.press(clerk, "1", "finish", outcome="done", label=label)
    return issued


@pytest.fixture
def missed(hall: Server, clerk: requests.Session, called: dict[str, Any]) -> dict[str, Any]:
    """A number that did not come when it was called."""
    assert hall.press(clerk, "1", "no-show").status_code == 200
    return called


def open_find(page: Page) -> None:
    press(page, "查询我的号")
    expect(page.get_by_role("heading", level=1)).to_contain_text("请输入小票上的号码")


def ask(page: Page, label: str) -> None:
    open_find(page)
    for letter in label:
        page.get_by_role("button", name=letter, exact=True).click()
    press(page, "查询 Look it up")


def test_who_waits_types_the_number_and_hears_how_it_stands_and_why_others_went_first(
    hall: Server, kiosk: OpenKiosk
) -> None:
    label = hall.issue(lane="elderly")["label"]
    page = kiosk(hall)

    ask(page, label[0] + str(int(label[1:])))  # without the zeros

    expect(page.locator(".number-card__label")).to_have_text(label)
    expect(page.locator(".number-card__facts")).to_contain_text("前面")
    press(page, "为什么有人先办？")
    expect(page.get_by_text("在您之后取号的人")).to_be_visible()
    for secret in ("老年人", "elderly", "绿色通道 Green", "/t/"):
        assert secret not in page.content()
    press(page, "返回首页")
    expect(page.get_by_role("heading", level=1)).to_contain_text("请按您要办的事项")
    assert label not in page.content()


def test_who_missed_the_call_reads_the_rule_and_reports_again_with_one_press(
    hall: Server, kiosk: OpenKiosk, missed: dict[str, Any]
) -> None:
    page = kiosk(hall)
    ask(page, missed["label"])
    expect(page.get_by_text("排在本事项后面 3 位之后；过号满 3 次，号码作废")).to_be_visible()

    press(page, "重新报到")

    expect(page.get_by_text("已重新报到，请继续等候")).to_be_visible()
    assert staff_ticket(hall, missed["label"])["state"] == "waiting"


def test_who_was_called_meanwhile_is_sent_to_the_counter(
    hall: Server, kiosk: OpenKiosk, clerk: requests.Session, missed: dict[str, Any]
) -> None:
    page = kiosk(hall)
    ask(page, missed["label"])
    press(page, "重新报到")
    expect(page.get_by_text("已重新报到，请继续等候")).to_be_visible()

    while hall.press(clerk, "1", "next").json()["label"] != missed["label"]:
        hall.press(clerk, "1", "start")
        hall.press(clerk, "1", "finish", outcome="done")

    expect(page.locator(".number-card__facts--called")).to_contain_text("1号窗口")
    hall.press(clerk, "1", "no-show")
    expect(page.get_by_role("button", name="重新报到")).to_be_visible()


def test_a_slip_held_to_a_reader_shows_its_number_from_the_start_page_on(hall: Server, kiosk: OpenKiosk) -> None:
    issued = hall.issue()
    page = kiosk(hall)
    tile = page.get_by_role("button", name="户政")
    tile.focus()  # the reader's Enter must not press it

    page.keyboard.type(issued["url"])
    page.keyboard.press("Enter")

    expect(page.locator(".number-card__label")).to_have_text(issued["label"])


def test_a_keyboard_types_the_number_too(hall: Server, kiosk: OpenKiosk) -> None:
    label = hall.issue()["label"]
    page = kiosk(hall)
    open_find(page)
    page.get_by_role("button", name="B", exact=True).click()  # a slip of the finger, and the focus on a key

    page.keyboard.press("Backspace")
    page.keyboard.type(label.lower())
    page.keyboard.press("Enter")

    expect(page.locator(".number-card__label")).to_have_text(label)


def test_an_ended_number_and_one_that_was_never_given_are_told_apart(hall: Server, kiosk: OpenKiosk) -> None:
    ended = hall.issue("entry-exit")
    requests.post(f"{hall.api}/tickets/{ended['token']}/cancel", timeout=30)
    page = kiosk(hall)

    ask(page, ended["label"])
    expect(page.get_by_text("这个号已经结束")).to_be_visible()
    press(page, "返回首页")
    ask(page, "B999")

    expect(page.get_by_role("alert")).to_contain_text("没有找到这个号")
    expect(page.locator("output")).to_have_text("B999")


def test_the_kiosk_goes_back_by_itself_and_shows_nothing_of_one_person_to_the_next(
    hall: Server, kiosk: OpenKiosk
) -> None:
    label = hall.issue()["label"]
    page = kiosk(hall, fake_clock=True)
    press(page, "查询我的号")
    page.clock.run_for(1000)
    page.keyboard.type(label)
    page.keyboard.press("Enter")
    expect(page.locator(".number-card__label")).to_have_text(label)

    page.clock.run_for(61_000)

    expect(page.get_by_role("heading", level=1)).to_contain_text("请按您要办的事项")
    assert label not in page.content()
    press(page, "查询我的号")
    expect(page.locator("output")).to_have_text("")
    page.clock.run_for(46_000)
    expect(page.get_by_role("heading", level=1)).to_contain_text("请按您要办的事项")


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_a_missed_number_can_be_read_and_reported_by_all_in_each_mode(
    hall: Server, kiosk: OpenKiosk, missed: dict[str, Any], size: tuple[int, int]
) -> None:
    page = kiosk(hall, size)
    ask(page, missed["label"])
    expect(page.get_by_role("button", name="重新报到")).to_be_visible()

    for _ in in_each_mode(page):
        fits(page)

    assert violations(page) == []


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_a_lost_slip_is_printed_again_as_a_copy_that_leads_nobody_to_its_holders_page(
    hall: Server, printer: FakePrinter, kiosk: OpenKiosk, size: tuple[int, int]
) -> None:
    issued = hall.issue()
    page = kiosk(hall, size)
    ask(page, issued["label"])
    fits(page)
    assert not violations(page)
    while not printer.slips.empty():
        printer.slips.get()

    press(page, "小票不见了")

    expect(page.get_by_text("请取走小票")).to_be_visible()
    fits(page)
    assert not violations(page)
    assert zxingcpp.read_barcodes(printer.slips.get(timeout=10).convert("L")) == []


def test_who_holds_the_code_to_the_reader_gets_the_whole_slip_again(
    hall: Server, printer: FakePrinter, kiosk: OpenKiosk
) -> None:
    issued = hall.issue()
    page = kiosk(hall)
    expect(page.get_by_role("button", name="户政")).to_be_visible()
    while not printer.slips.empty():
        printer.slips.get()

    page.keyboard.type(issued["url"])
    page.keyboard.press("Enter")
    press(page, "小票不见了")

    expect(page.get_by_text("请取走小票")).to_be_visible()
    [code] = zxingcpp.read_barcodes(printer.slips.get(timeout=10).convert("L"))
    assert code.text == issued["url"]


def test_a_kiosk_whose_printer_cannot_print_leads_who_lost_a_slip_to_the_desk(
    hall: Server, printer: FakePrinter, kiosk: OpenKiosk
) -> None:
    issued = hall.issue()
    page = kiosk(hall)
    printer.manner = "paper-out"
    try:
        expect(page.get_by_text("打印机没有纸了")).to_be_visible()
        ask(page, issued["label"])
        expect(page.get_by_text("请到导办台补打")).to_be_visible()
    finally:
        printer.manner = "answers"
