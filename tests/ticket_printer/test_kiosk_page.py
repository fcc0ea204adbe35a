"""The kiosk's page in a real browser, against a real server, agent and printer."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import requests
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from ..serving import Server
from .fake_printer import FakePrinter
from .kiosk_page import LANDSCAPE, PORTRAIT, OpenKiosk, fits, issued_by, number_on, press, staff_ticket, take_number


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
    expect(page.get_by_text("等候时间", exact=True)).to_be_visible()
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


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_a_green_lane_is_as_easy_to_hit_as_none(hall: Server, kiosk: OpenKiosk, size: tuple[int, int]) -> None:
    page = kiosk(hall, size)
    press(page, "户政")

    boxes = [page.get_by_role("button", name=name).bounding_box() for name in ("老年人", "不需要")]

    lane, none = [(round(box["width"]), round(box["height"])) for box in boxes if box]
    assert lane == none
    assert lane[1] >= 160


def test_double_taps_take_one_number_and_never_press_what_comes_next(hall: Server, kiosk: OpenKiosk) -> None:
    page = kiosk(hall)
    before = issued_by(hall)

    page.get_by_role("button", name="户政").dblclick()
    expect(page.get_by_role("heading", level=1)).to_contain_text("需要绿色通道吗？")
    page.get_by_role("button", name="不需要").dblclick()

    number_on(page)
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


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_a_number_taken_in_the_break_says_when_calls_go_on(
    tmp_path: Path, kiosk: OpenKiosk, size: tuple[int, int]
) -> None:
    server = Server(tmp_path / "var", at="12:10").start()
    server.press(server.staff("zhang"), "1", "sign-in", role="A")
    page = kiosk(server, size)
    press(page, "English")

    take_number(page, "Household", "Not needed")

    expect(page.get_by_text("Midday break: calls go on at 14:00")).to_be_visible()
    fits(page)
    server.stop()


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
