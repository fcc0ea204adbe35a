"""The kiosk for who needs it larger, spoken, lower, or a person beside them."""

from __future__ import annotations

from playwright.sync_api import Request, expect

from ..serving import Server
from ..voice.packs import tones
from .kiosk_page import OpenKiosk, number_on, press, take_number


def test_the_larger_mode_says_each_screen_and_the_number(hall: Server, kiosk: OpenKiosk) -> None:
    tones(hall.var / "voice")
    page = kiosk(hall)
    said: list[str] = []

    def heard(request: Request) -> None:
        if "/voice/prompt" in request.url:
            said.append(request.url.partition("?")[2])

    page.on("request", heard)
    press(page, "大字语音")
    label = take_number(page)
    page.wait_for_timeout(500)

    assert said == [
        "screen=services&language=zh",
        "screen=green&language=zh",
        f"screen=number&language=zh&label={label}",
    ]


def test_the_next_person_finds_the_kiosk_as_usual(hall: Server, kiosk: OpenKiosk) -> None:
    page = kiosk(hall, fake_clock=True)
    press(page, "大字语音")
    press(page, "按键移低")
    expect(page.locator(".kiosk")).to_have_attribute("data-low", "true")

    page.clock.run_for(61_000)

    expect(page.locator(".kiosk")).to_have_attribute("data-low", "false")
    expect(page.get_by_role("button", name="大字语音")).to_be_visible()


def test_a_person_is_called_shown_to_staff_and_announced_when_one_goes(hall: Server, kiosk: OpenKiosk) -> None:
    page = kiosk(hall)
    press(page, "找人帮忙")
    expect(page.get_by_role("button", name="已叫人，请稍等")).to_be_visible()
    manager = hall.staff("manager")
    calls = f"{hall.api}/halls/h/registers/help-calls"
    [call] = manager.get(f"{calls}?state=open", timeout=30).json()["items"]

    manager.post(f"{calls}/{call['id']}/answer", timeout=30)

    expect(page.get_by_role("button", name="有人来了")).to_be_visible()


def test_a_card_on_the_reader_opens_the_elderly_lane_by_its_age(hall: Server, kiosk: OpenKiosk) -> None:
    page = kiosk(hall)
    press(page, "户政")
    expect(page.get_by_role("heading", level=1)).to_contain_text("需要绿色通道吗？")

    page.keyboard.type("11010519491231002X")
    page.keyboard.press("Enter")

    number_on(page)
    expect(page.get_by_text("已按绿色通道取号")).to_be_visible()
    assert "11010519491231002X" not in page.content()
