"""Two clerks at once, at two counters and at one."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from ..serving import Server
from .conftest import Desk

DeskAt = Callable[[Server], Desk]


def test_two_clerks_who_press_next_together_each_get_their_own_citizen(server: Server, desk_at: DeskAt) -> None:
    server.issue()
    server.issue()
    first, second = desk_at(server), desk_at(server)
    first.take_post("zhang", 1)
    second.take_post("li", 2)

    first.press("n")
    second.press("n")

    expect(first.number).to_be_visible()
    expect(second.number).to_be_visible()
    assert {first.number.inner_text(), second.number.inner_text()} == {"A001", "A002"}


def test_a_second_clerk_takes_over_a_paused_counter_and_the_first_is_told(server: Server, desk_at: DeskAt) -> None:
    first, second = desk_at(server), desk_at(server)
    first.take_post("zhang", 1)

    second.open("/panel")
    second.sign_in("li")
    expect(second.page.get_by_role("radio", name="1号窗口")).to_be_focused()
    second.keys("Enter")
    expect(second.alert).to_contain_text("本窗口已有人在岗")

    first.press("b")
    expect(first.dialog).to_be_visible()
    first.keys("2", "Enter")
    expect(first.state).to_have_text("暂停服务")
    second.keys("Enter")
    expect(second.page.locator(".workplace__who")).to_contain_text("li")

    expect(first.alert).to_contain_text("li 已接替本窗口")


def test_a_press_meant_for_another_number_changes_nothing(server: Server, desk_at: DeskAt) -> None:
    # given a dialog about A001, open while the same clerk goes on at another screen
    server.issue()
    server.issue()
    desk, elsewhere = desk_at(server), server.staff("zhang")
    desk.take_post("zhang", 1)
    desk.press("n")
    expect(desk.number).to_have_text("A001")
    desk.press("s")
    expect(desk.state).to_have_text("办理中")
    desk.press("f")
    expect(desk.dialog).to_be_visible()
    server.press(elsewhere, "1", "finish", outcome="accepted", label="A001")
    server.press(elsewhere, "1", "next")
    expect(desk.number).to_have_text("A002")

    # when the outcome of A001 is pressed
    desk.keys("1")

    # then nothing happened to A002, and the clerk is told
    expect(desk.alert).to_contain_text("现在是 A002")
    desk.keys("Escape")
    expect(desk.state).to_have_text("已呼叫")
