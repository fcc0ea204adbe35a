"""Registers on the staff's pages: any of them in one frame, worked by keyboard, readable on narrow glass."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ..accessibility import violations
from ..serving import Server
from .conftest import Desk

DeskAt = Callable[[Server], Desk]

GLASS = [(1366, 768), (768, 1024), (390, 844), (1920, 1080)]


def post(server: Server, zh: str, **more: Any) -> dict[str, Any]:
    """A bulletin of the manager's."""
    answer = server.staff("manager").post(
        f"{server.api}/halls/h/registers/bulletins", json={"zh": zh} | more, timeout=30
    )
    assert answer.status_code == 201, answer.text
    bulletin: dict[str, Any] = answer.json()
    return bulletin


def call_for_help(server: Server) -> None:
    answer = server.with_token(server.kiosk_token).post(f"{server.api}/halls/h/registers/help-calls", timeout=30)
    assert answer.status_code == 201, answer.text


def opened(server: Server, desk_at: DeskAt, path: str) -> Desk:
    desk = desk_at(server)
    desk.open(path)
    desk.sign_in("manager")
    return desk


def rows(page: Page) -> Any:
    return page.locator(".data-table tbody tr")


def test_a_bulletin_is_posted_looked_at_and_taken_down_by_keyboard(server: Server, desk_at: DeskAt) -> None:
    desk = opened(server, desk_at, "/manager/h/registers/bulletins")
    page = desk.page
    expect(page.get_by_text("这里还没有记录")).to_be_visible()

    # when a manager posts one, at first without words
    page.get_by_role("button", name="发布通知").focus()
    desk.keys("Enter")
    expect(desk.dialog.get_by_role("textbox").first).to_be_focused()
    desk.dialog.get_by_role("button", name="发布通知").focus()
    desk.keys("Enter")
    expect(desk.dialog.get_by_text("请填写这一项")).to_be_visible()
    expect(desk.dialog.get_by_role("textbox").first).to_be_focused()
    desk.write("3号窗口今日维修")
    desk.dialog.get_by_role("button", name="2 小时后").focus()
    desk.keys("Enter")
    desk.dialog.get_by_role("button", name="发布通知").focus()
    desk.keys("Enter")

    # then it is in the list, and its page tells who put it up until when
    expect(page.get_by_role("status").filter(has_text="已完成：发布通知")).to_be_visible()
    link = page.get_by_role("link", name="3号窗口今日维修")
    link.focus()
    desk.keys("Enter")
    expect(page.get_by_role("heading", name="3号窗口今日维修")).to_be_focused()
    expect(page.get_by_role("list", name="经过")).to_contain_text("发布，显示到 12:0")

    # when it is taken down there, the history says so
    page.get_by_role("button", name="撤下").focus()
    desk.keys("Enter")
    expect(page.get_by_role("list", name="经过").get_by_role("listitem")).to_have_count(2)
    expect(page.get_by_role("button", name="撤下")).to_have_count(0)
    page.get_by_role("link", name="返回列表").focus()
    desk.keys("Enter")
    expect(rows(page)).to_contain_text("已撤下")
    expect(page.get_by_role("link", name="3号窗口今日维修")).to_be_focused()


def test_what_was_typed_stays_when_the_server_refuses_it(server: Server, desk_at: DeskAt) -> None:
    desk = opened(server, desk_at, "/manager/h/registers/bulletins")
    desk.page.get_by_role("button", name="发布通知").click()
    desk.write("3号窗口今日维修")
    desk.dialog.get_by_label("到什么时候", exact=False).fill("2026-11-25T08:00")

    desk.dialog.get_by_role("button", name="发布通知").click()

    expect(desk.alert).to_be_visible()
    expect(desk.dialog.get_by_role("textbox").first).to_have_value("3号窗口今日维修")
    expect(desk.dialog.get_by_label("到什么时候", exact=False)).to_have_value("2026-11-25T08:00")


def test_a_list_shows_what_its_address_says_and_what_is_new_without_a_reload(server: Server, desk_at: DeskAt) -> None:
    for words in ("甲", "乙"):
        post(server, words)
    desk = opened(server, desk_at, "/manager/h/registers/bulletins?search=乙")
    page = desk.page
    expect(rows(page)).to_have_count(1)

    page.get_by_role("button", name="清除条件").click()
    expect(page).to_have_url(f"{server.url}/manager/h/registers/bulletins")
    expect(rows(page)).to_have_count(2)
    post(server, "丙")  # by another manager
    expect(rows(page)).to_have_count(3)
    page.get_by_role("button", name="内容").click()
    expect(page.get_by_role("columnheader", name="内容")).to_have_attribute("aria-sort", "ascending")
    page.reload()
    expect(page.get_by_role("columnheader", name="内容")).to_have_attribute("aria-sort", "ascending")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_is_downloaded_whole(server: Server, desk_at: DeskAt, form: str) -> None:
    post(server, "3号窗口今日维修")
    desk = opened(server, desk_at, "/manager/h/registers/bulletins")

    with desk.page.expect_download() as download:
        desk.page.get_by_role("link", name=f"下载 {form.upper()}").click()

    assert download.value.suggested_filename.endswith(f".{form}")
    content = download.value.path().read_bytes()
    assert "3号窗口今日维修" in content.decode() if form == "csv" else content.startswith(b"PK")


def test_a_call_for_help_is_seen_by_clerk_and_manager_and_gone_when_one_goes(server: Server, desk_at: DeskAt) -> None:
    clerk, manager = desk_at(server), desk_at(server)
    clerk.take_post("zhang", 1)
    manager.open("/manager")
    manager.sign_in("manager")
    expect(manager.page.get_by_role("link", name="台账")).to_be_visible()

    call_for_help(server)

    for desk in (clerk, manager):
        expect(desk.page.locator(".help-calls")).to_contain_text("取号机 kiosk-1 有人需要帮助")
    clerk.page.get_by_role("button", name="我去 kiosk-1").click()
    for desk in (clerk, manager):
        expect(desk.page.locator(".help-calls")).to_have_count(0)

    manager.page.get_by_role("link", name="台账").click()
    manager.page.get_by_role("link", name="找人帮忙").click()
    manager.page.get_by_role("link", name="kiosk-1").click()
    expect(manager.page.get_by_role("list", name="经过")).to_contain_text("在 kiosk-1 找人帮忙")
    expect(manager.page.get_by_role("list", name="经过")).to_contain_text("前去帮助")


def test_the_pages_of_a_register_hold_wcag_and_are_cut_on_no_glass(server: Server, desk_at: DeskAt) -> None:
    long = "系统升级，出入境业务暂停受理，预计15:00恢复。请已取号的群众在大厅内耐心等候，急事急办请到总服务台说明情况"
    bulletin = post(server, long, en="The system is being upgraded; please wait in the hall")
    call_for_help(server)
    desk = opened(server, desk_at, "/manager/h/registers/bulletins")
    page = desk.page
    expect(rows(page)).to_have_count(1)
    found: dict[str, Any] = {}

    def look(state: str) -> None:
        page.wait_for_load_state("networkidle")
        cut = page.evaluate("""() => [document.documentElement, ...document.querySelectorAll(".data-table__scroll")]
            .map((box) => box.scrollWidth - box.clientWidth).filter((over) => over > 0)""")
        if wrong := [*violations(page), *cut]:
            found[f"{state} at {page.viewport_size}"] = wrong

    for width, height in GLASS:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{server.url}/manager/h/registers/bulletins")
        expect(rows(page)).to_have_count(1)
        look("list")
        page.get_by_role("button", name="发布通知").click()
        expect(desk.dialog).to_be_visible()
        desk.dialog.get_by_role("button", name="发布通知").click()
        look("form")
        desk.keys("Escape")
        page.goto(f"{server.url}/manager/h/registers/bulletins?search=none")
        expect(page.get_by_text("没有符合条件的记录")).to_be_visible()
        look("nothing found")
        page.goto(f"{server.url}/manager/h/registers/bulletins/{bulletin['id']}")
        expect(page.get_by_role("list", name="经过")).to_be_visible()
        look("entry")
        page.goto(f"{server.url}/manager/h/registers/bulletins/no-such-entry")
        expect(desk.alert.filter(has_text="没有")).to_be_visible()
        look("no entry")

    assert found == {}
