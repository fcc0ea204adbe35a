"""One visit through all faces: kiosk, paper, phone, the clerk's panel and the board, each in a browser of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ..serving import Server
from ..staff_panel.conftest import DESK, Desk
from ..ticket_printer.conftest import printer_of
from ..ticket_printer.kiosk_page import PORTRAIT


@pytest.fixture
def faces(browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    """A browser for each machine and each person."""
    sizes = {"kiosk": PORTRAIT, "phone": (390, 844), "board": (1920, 1080), "desk": (DESK["width"], DESK["height"])}
    opened = {
        face: browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        for face, (width, height) in sizes.items()
    }
    yield opened
    for context in opened.values():
        context.close()


def test_three_presses_a_slip_a_phone_a_call_a_serving_and_a_rating(
    server: Server, faces: dict[str, BrowserContext]
) -> None:
    board = opened(faces["board"], f"{server.url}/board/h")
    desk = Desk(faces["desk"].new_page(), server.url)
    desk.take_post("zhang", 1)

    # an old lady presses the larger letters, what she came for, and her lane
    kiosk = opened(faces["kiosk"], f"{server.url}/kiosk/h#token={server.kiosk_token}")
    with printer_of(server) as printer:
        for words in ("大字语音", "户政", "老年人"):
            kiosk.get_by_role("button", name=words).click()
            kiosk.wait_for_timeout(400)  # the second tap of a double tap presses nothing
        label = kiosk.locator(".number-card__label").inner_text()
        expect(kiosk.get_by_text("请取走小票")).to_be_visible()
        slip = printer.slips.get(timeout=30)

    # her grandson reads the code on the slip with his phone
    [code] = zxingcpp.read_barcodes(slip.convert("L"))
    [shown] = zxingcpp.read_barcodes(Image.open(io.BytesIO(kiosk.locator(".qr-code").screenshot())).convert("L"))
    assert code.text == shown.text
    phone = opened(faces["phone"], code.text)
    expect(phone.locator(".number")).to_contain_text(label)
    kiosk.get_by_role("button", name="完成").click()
    expect(kiosk.get_by_role("button", name="大字语音")).to_be_visible()  # as usual for the next one
    assert label not in kiosk.content()

    # she is called, on the board and on the phone at once
    desk.press("n")
    expect(desk.number).to_have_text(label)
    expect(board.locator(".call").first).to_contain_text(label)
    expect(phone.locator(".number[data-state=called]")).to_contain_text("1号窗口")

    # she is served
    desk.press("s")
    expect(phone.locator(".number[data-state=serving]")).to_be_visible()
    desk.press("f")
    expect(desk.dialog).to_be_visible()
    desk.keys("1")
    expect(desk.state).to_have_text("空闲")

    # and says how it was
    phone.get_by_label("非常满意", exact=True).check()
    phone.get_by_role("button", name="提交评价").click()
    expect(phone.get_by_text("感谢您的评价：非常满意")).to_be_visible()


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(address)
    return page
