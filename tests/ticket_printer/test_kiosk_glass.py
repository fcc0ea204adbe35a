"""Every screen of the kiosk in both sizes and languages, larger and with the keys low: whole, and axe finds nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml
from playwright.sync_api import Page, expect

from ..accessibility import violations
from ..serving import WEDNESDAY, Server
from .halls import GUIDE, plan_of
from .kiosk_page import LANDSCAPE, PORTRAIT, OpenKiosk, fits, in_each_mode, number_on, press

BOTH_SIZES = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
ADULT = {PORTRAIT: "110105199001010010", LANDSCAPE: "440524199505050013"}  # neither is 60
WITH_AXE = ("zh, usual, up", "en, usual, up", "en, larger, low")


@pytest.fixture(scope="module")
def large_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Twelve services with guides, an id card asked for, and somebody expected at eleven."""
    plan = plan_of(
        12, appointments={"services": [{"service": "s0", "each": 5}]}, limits={"one_per_person": True, "persons": 9}
    )
    server = Server(tmp_path_factory.mktemp("var"), plan=yaml.safe_dump(plan, allow_unicode=True, sort_keys=False))
    server.start()
    manager = server.staff("manager")
    server.press(server.staff("zhang"), "1", "sign-in", role="A")
    at = {"service": "s0", "slot_at": f"{WEDNESDAY}T11:00:00+08:00", "phone": "13800009999"}
    assert manager.post(f"{server.api}/halls/h/appointments", json=at, timeout=10).status_code == 201
    yield server
    server.stop()


def looked_at(page: Page, title: str) -> None:
    """A screen by its title, in each mode."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    page.wait_for_timeout(400)  # the second tap of a double tap presses nothing
    found = {}
    for mode in in_each_mode(page):
        fits(page)
        if mode in WITH_AXE:
            found[mode] = violations(page)
    assert {mode: wrong for mode, wrong in found.items() if wrong} == {}


@BOTH_SIZES
def test_every_screen_on_the_way_to_a_number(large_hall: Server, kiosk: OpenKiosk, size: tuple[int, int]) -> None:
    page = kiosk(large_hall, size)
    looked_at(page, "请按您要办的事项")

    press(page, "办事指南")
    looked_at(page, "请按要看的事项")
    press(page, "户政")
    looked_at(page, "户政")
    press(page, "取号")
    looked_at(page, "请刷身份证")
    page.keyboard.type("1234")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    looked_at(page, "请刷身份证")

    for _ in range(4):
        page.keyboard.press("Backspace")
    page.keyboard.type(ADULT[size])
    page.keyboard.press("Enter")
    looked_at(page, "需要绿色通道吗")
    press(page, "不需要")
    looked_at(page, number_on(page))
    press(page, "完成")

    press(page, "户政")
    page.keyboard.type(ADULT[size])
    page.keyboard.press("Enter")
    press(page, "不需要")
    looked_at(page, "您已经有号了")


@BOTH_SIZES
def test_every_screen_for_a_number_in_hand_and_an_appointment(
    large_hall: Server, kiosk: OpenKiosk, size: tuple[int, int]
) -> None:
    staff = large_hall.staff("manager")
    label = large_hall.issue("s2", session=staff, id_number=None)["label"]
    page = kiosk(large_hall, size)

    press(page, "查询我的号")
    looked_at(page, "请输入小票上的号码")
    page.keyboard.type(label[0])
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    looked_at(page, "请输入小票上的号码")
    page.keyboard.type(label[1:])
    page.keyboard.press("Enter")
    looked_at(page, label)
    press(page, "为什么有人先办")
    expect(page.locator(".my-number__why")).to_be_visible()
    looked_at(page, label)
    press(page, "返回首页")

    press(page, "预约签到")
    looked_at(page, "请输入预约码")
    page.keyboard.type("9999")
    page.keyboard.press("Enter")
    looked_at(page, "请按您的预约")
    press(page, "11:00")
    looked_at(page, "还没到签到时间")


def test_halls_of_any_size_show_all_their_services_in_few_pages(server: Server, kiosk: OpenKiosk) -> None:
    manager = server.staff("manager")
    pages = [kiosk(server, PORTRAIT), kiosk(server, LANDSCAPE)]
    for count in (1, 4, 8, 20):
        assert manager.put(f"{server.api}/halls/h/plan", json=plan_of(count), timeout=10).status_code == 200
        for page in pages:
            expect(page.locator(".services__tile")).to_have_count(count)
            for mode in in_each_mode(page):
                fits(page)
                turns = page.locator(".pages__at").count()
                assert count > 8 or not turns or "en" in mode, mode
                if count == 20 and mode != "en, larger, low":
                    expect(page.locator(".pages__at")).to_contain_text("1 / 2")


@BOTH_SIZES
def test_a_service_on_the_second_page_is_three_presses_from_its_number(
    server: Server, kiosk: OpenKiosk, size: tuple[int, int]
) -> None:
    server.staff("manager").put(f"{server.api}/halls/h/plan", json=plan_of(20), timeout=10)
    page = kiosk(server, size)
    last = page.get_by_role("button", name="其他业务20")
    expect(last).to_be_hidden()

    for words in ("下一页", "其他业务20", "不需要"):
        press(page, words)

    assert number_on(page).startswith("T")
    press(page, "完成")
    expect(page.get_by_role("button", name="户政")).to_be_visible()  # the next person begins on the first page


@BOTH_SIZES
def test_a_service_on_the_last_of_three_pages_is_three_presses_away_as_well(
    server: Server, kiosk: OpenKiosk, size: tuple[int, int]
) -> None:
    server.staff("manager").put(f"{server.api}/halls/h/plan", json=plan_of(20), timeout=10)
    page = kiosk(server, size)
    for words in ("大字语音", "按键移低", "English"):
        press(page, words)
    expect(page.locator(".pages__at")).to_contain_text("1 / 3")
    fits(page)

    for words in ("Last page", "Other business of the bureau, part 20", "Not needed"):
        press(page, words)

    assert number_on(page).startswith("T")


def test_who_reads_a_guide_takes_the_number_from_there(large_hall: Server, kiosk: OpenKiosk) -> None:
    page = kiosk(large_hall)
    press(page, "办事指南")
    expect(page.get_by_role("button", name="出入境")).to_have_count(0)  # it has no guide
    press(page, "交巡警车驾管")

    for name in ("条件", "材料", "地点", "时间", "程序", "时限", "收费", "依据"):
        expect(page.get_by_role("term").filter(has_text=name)).to_be_visible()
    expect(page.get_by_text(GUIDE["fee"]["zh"])).to_be_visible()
    press(page, "返回")
    expect(page.get_by_role("heading", level=1)).to_contain_text("请按要看的事项")
    press(page, "返回")

    expect(page.get_by_role("heading", level=1)).to_contain_text("请按您要办的事项")


def test_tab_goes_from_the_question_through_its_answers_to_what_makes_it_easier(
    server: Server, kiosk: OpenKiosk
) -> None:
    server.staff("manager").put(f"{server.api}/halls/h/plan", json=plan_of(20), timeout=10)
    page = kiosk(server)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("button", name="下一页")).to_be_visible()

    stops = []
    while not stops or stops[-1] != "English":
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.innerText.trim().split(/\\s/).pop()"))
        assert page.evaluate("getComputedStyle(document.activeElement).visibility") == "visible"
        assert len(stops) < 40

    on_page = page.locator(".services li:not([data-away]) button:enabled").count()
    ends = [stop for stop in stops if stop in ("下一页", "大字语音", "按键移低", "找人帮忙", "English")]
    assert ends == ["下一页", "大字语音", "按键移低", "找人帮忙", "English"]
    assert stops.index("下一页") == on_page
