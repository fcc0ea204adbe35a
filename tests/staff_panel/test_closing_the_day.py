"""Closing time with people waiting: what clerks see, and what a manager must say before the day is closed."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from ..serving import Server
from .conftest import Desk

DeskAt = Callable[[Server], Desk]
ServerAt = Callable[..., Server]


def test_the_panel_says_extended_service_and_goes_on(server_at: ServerAt, desk_at: DeskAt) -> None:
    server = server_at("17:29:50")
    server.issue()
    server.issue()
    desk = desk_at(server)
    desk.take_post("zhang", 1)
    banner = desk.page.get_by_text("延时服务：已过 17:30 下班时间，还有 2 个号等候或办理中")
    expect(banner).to_be_visible(timeout=30_000)
    desk.press("n")
    expect(desk.number).to_have_text("A001")


def test_a_late_number_needs_a_reason(server_at: ServerAt, desk_at: DeskAt) -> None:
    server = server_at("17:29:50")
    server.issue()
    desk = desk_at(server)
    desk.take_post("zhang", 1)
    expect(desk.page.get_by_text("延时服务：")).to_be_visible(timeout=30_000)
    desk.press("i")
    expect(desk.dialog).to_be_visible()
    desk.keys("Enter")
    expect(desk.dialog).to_contain_text("请填写这一项")
    desk.keys("1", "Enter")  # the missing reason is where the keyboard is
    expect(desk.dialog).to_contain_text("A002")


def test_each_remaining_number_is_spoken_for_before_the_day_closes(server_at: ServerAt, desk_at: DeskAt) -> None:
    # given closing time, one being served and one waiting
    server = server_at("17:29:50")
    server.issue()
    waiting = server.issue()
    clerk, manager = desk_at(server), desk_at(server)
    clerk.take_post("zhang", 1)
    clerk.press("n")
    expect(clerk.number).to_have_text("A001")
    manager.open("/manager")
    manager.sign_in("manager")
    expect(manager.page.get_by_text("延时服务：")).to_be_visible(timeout=30_000)

    # when the manager closes the day, and says nothing yet
    manager.page.get_by_role("button", name="结束服务日").click()
    page, close = manager.page, manager.dialog
    close.get_by_role("button", name="下一步").click()
    expect(close).to_contain_text("还有 2 个号没有填全：A001 A002")

    # and then fills in one by hand and the rest at once
    page.get_by_label("A001 未办原因").fill("系统故障")
    close.get_by_label("未办原因", exact=True).fill("群众自愿改日办理")
    close.get_by_label("已作的解释", exact=True).fill("已当面说明并致歉")
    close.get_by_label("约定日期", exact=True).fill("2026-11-26")
    close.get_by_role("button", name="填入空白处").click()
    expect(page.get_by_label("A001 未办原因")).to_have_value("系统故障")
    close.get_by_role("button", name="下一步").click()
    expect(close).to_contain_text("11月26日星期四：2 个号")

    # and somebody is admitted late in this moment
    late = server.staff("li")
    server.issue(session=late, reason="已在大厅内等候")
    expect(close).to_contain_text("刚刚又有新号：A003")
    page.get_by_label("A003 未办原因").fill("须补充材料")
    page.get_by_label("A003 已作的解释").fill("已告知材料")
    page.get_by_label("A003 约定日期").fill("2026-11-27")
    manager.keys("Enter")
    expect(close).to_contain_text("核对后结束服务日")
    expect(close).to_contain_text("其中 A001 已叫到 1号窗口")
    manager.keys("Enter")

    # then the day is closed, everybody is off post, and each has a later day
    expect(page.locator(".office__notice")).to_have_text("服务日已结束")
    expect(clerk.alert).to_contain_text("服务日已结束，您已不在岗。A001 没有办完，已顺延")
    ticket = server.with_token("").get(f"{server.api}/tickets/{waiting['token']}", timeout=30).json()
    assert (ticket["outcome"], ticket["on"], ticket["explanation"]) == (
        "carried_over", "2026-11-26", "已当面说明并致歉",
    )  # fmt: skip
    page.get_by_role("link", name="顺延事项").click()
    expect(page.locator(".office__part")).to_contain_text("须补充材料")


def test_a_carried_over_case_gets_its_number_on_the_day(server_at: ServerAt, desk_at: DeskAt) -> None:
    server = server_at("17:00")
    server.issue()
    said = {"reason": "系统故障", "explanation": "已致歉", "on": "2026-11-26"}
    closed = server.staff("manager").post(
        f"{server.api}/halls/h/day/close", json={"remaining": [{"label": "A001"} | said]}, timeout=30
    )
    assert closed.ok, closed.text
    server.stop()
    server.start("2026-11-26T09:30:00+08:00")

    manager = desk_at(server)
    manager.open("/manager")
    manager.sign_in("manager")
    manager.page.get_by_role("link", name="顺延事项").click()
    expect(manager.page.locator(".office__part")).to_contain_text("今天")
    manager.page.get_by_role("button", name="取号 A001").click()
    expect(manager.dialog).to_contain_text("顺延事项排在最前")
    manager.keys("Enter")
    expect(manager.dialog).to_contain_text("下一位就是")
    manager.keys("Escape")
    expect(manager.page.locator(".office__part")).to_contain_text("没有等待办理的顺延事项")
