"""The staff's pages hold WCAG 2.2 AA in every state and dialog, as far as a machine can tell."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from ..accessibility import violations
from ..serving import PLAN, Server
from .conftest import Desk

BOOKABLE = "appointments: {services: [{service: household, each: 1}]}\n"

DeskAt = Callable[..., Desk]


def test_the_panel_through_a_turn_and_with_each_of_its_dialogs(
    server_at: Callable[..., Server], desk_at: DeskAt
) -> None:
    server = server_at("10:00", plan=PLAN + BOOKABLE)
    for _ in range(5):
        server.issue()
    desk = desk_at(server)
    found: dict[str, list[str]] = {}

    def look(state: str) -> None:
        if wrong := violations(desk.page):
            found[state] = wrong

    desk.open("/panel")
    expect(desk.page.get_by_label("用户名")).to_be_focused()
    look("signing in")
    desk.sign_in("zhang", "wrong password")
    expect(desk.alert).to_be_visible()
    look("refused")
    desk.take_post("zhang", 1)
    look("free")
    desk.press("n")
    expect(desk.state).to_have_text("已呼叫")
    look("called")
    desk.press("x")
    expect(desk.state).to_have_text("空闲")
    desk.press("n")
    expect(desk.number).to_have_text("A002")
    desk.press("s")
    expect(desk.state).to_have_text("办理中")
    look("serving")
    for key in "fpt":
        desk.press(key)
        expect(desk.dialog).to_be_visible()
        look(f"dialog of {key}")
        desk.keys("Escape")
    desk.press("f")
    desk.keys("1")
    expect(desk.state).to_have_text("空闲")
    for key in "cikambq?":
        desk.press(key)
        expect(desk.dialog).to_be_visible()
        look(f"dialog of {key}")
        desk.keys("Escape")
    desk.press("b")
    desk.keys("1", "Enter")
    expect(desk.state).to_have_text("暂停服务")
    look("paused")
    desk.page.get_by_role("button", name="English").click()
    expect(desk.page.locator("html")).to_have_attribute("lang", "en")
    look("in English")
    server.stop()
    expect(desk.page.locator(".link-notice")).to_be_visible(timeout=20_000)
    look("without the server")

    assert found == {}


def test_the_managers_page_with_each_part_and_dialog(server_at: Callable[..., Server], desk_at: DeskAt) -> None:
    server = server_at("10:00", plan=PLAN + BOOKABLE)
    zhang = server.staff("zhang")
    server.press(zhang, "1", "sign-in", role="A")
    for _ in range(3):
        server.issue()
    server.press(zhang, "1", "next")
    desk = desk_at(server)
    page = desk.page
    found: dict[str, list[str]] = {}

    def look(state: str) -> None:
        if wrong := violations(page):
            found[state] = wrong

    desk.open("/manager")
    look("signing in")
    desk.sign_in("manager")
    parts = page.get_by_role("navigation", name="管理内容").get_by_role("link")
    expect(parts).not_to_have_count(0)
    for part in parts.all():
        part.click()
        expect(part).to_have_attribute("aria-current", "page")
        page.wait_for_load_state("networkidle")
        look(f"part {part.inner_text()}")
    page.get_by_role("link", name="报表").click()
    for name in ("监督岗位牌", "人工取号", "结束服务日"):
        page.get_by_role("button", name=name, exact=False).first.click()
        expect(desk.dialog).to_be_visible()
        page.wait_for_load_state("networkidle")
        look(f"dialog {name}")
        desk.keys("Escape")
        expect(desk.dialog).to_be_hidden()

    assert found == {}
