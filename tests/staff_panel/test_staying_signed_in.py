"""What happens to a clerk's work when the session ends, the page is loaded again, or the server goes away."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from ..serving import PASSWORD, Server
from .conftest import Desk

DeskAt = Callable[[Server], Desk]


def test_wrong_credentials_are_said_and_the_name_stays(server: Server, desk_at: DeskAt) -> None:
    desk = desk_at(server)
    desk.open("/panel")
    desk.sign_in("zhang", "wrong")
    expect(desk.alert).to_contain_text("用户名或密码不对")
    expect(desk.page.get_by_label("用户名")).to_have_value("zhang")
    expect(desk.page.get_by_label("密码", exact=True)).to_be_focused()
    desk.write(PASSWORD)
    desk.keys("Enter")
    expect(desk.page.get_by_role("heading", name="选择窗口上岗")).to_be_visible()


def test_when_the_session_ends_the_clerk_signs_in_and_nothing_is_lost(server: Server, desk_at: DeskAt) -> None:
    # given a reason half written when the session ends
    server.issue()
    desk = desk_at(server)
    desk.take_post("zhang", 1)
    desk.press("n")
    expect(desk.number).to_have_text("A001")
    desk.press("s")
    expect(desk.state).to_have_text("办理中")
    desk.press("p")
    expect(desk.dialog).to_be_visible()
    desk.write("回家取户口簿")
    desk.page.context.request.delete(f"{server.api}/session")

    # when it is sent, the sign-in comes over it
    desk.keys("Enter")
    expect(desk.page.get_by_text("登录已过期，请重新登录")).to_be_visible()
    expect(desk.page.get_by_label("用户名")).to_have_value("zhang")
    expect(desk.page.get_by_label("密码", exact=True)).to_be_focused()
    desk.keys("Escape")  # does not get around it
    desk.write(PASSWORD)
    desk.keys("Enter")

    # then the same counter, the same dialog and the same words are there
    expect(desk.page.get_by_text("登录已过期，请重新登录")).to_be_hidden()
    expect(desk.page.get_by_label("原因")).to_have_value("回家取户口簿")
    expect(desk.page.get_by_label("原因")).to_be_focused()
    desk.keys("Enter")
    expect(desk.list("挂起")).to_contain_text("回家取户口簿")


def test_a_page_loaded_again_shows_the_same_counter(server: Server, desk_at: DeskAt) -> None:
    server.issue()
    desk = desk_at(server)
    desk.take_post("zhang", 2)
    desk.press("n")
    expect(desk.number).to_have_text("A001")
    desk.page.reload()
    expect(desk.number).to_have_text("A001")
    expect(desk.page.locator(".workplace__counter")).to_have_text("2号窗口")


def test_a_lost_server_is_said_and_work_goes_on_by_itself(server: Server, desk_at: DeskAt) -> None:
    server.issue()
    desk = desk_at(server)
    desk.take_post("zhang", 1)
    server.kill()
    desk.press("n")
    expect(desk.alert.first).to_contain_text("连", timeout=30_000)  # not connected, in one way or the other
    server.start()
    expect(desk.page.get_by_text("正在重新连接")).to_be_hidden(timeout=30_000)
    desk.press("n")
    expect(desk.number).to_have_text("A001")


def test_a_clerk_account_is_told_that_the_manager_page_is_not_for_it(server: Server, desk_at: DeskAt) -> None:
    desk = desk_at(server)
    desk.open("/manager")
    desk.sign_in("zhang")
    expect(desk.alert).to_contain_text("这个页面供大厅负责人使用")
