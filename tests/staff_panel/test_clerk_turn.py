"""A clerk's day at a counter, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from ..serving import Server
from .conftest import Desk

DeskAt = Callable[[Server], Desk]


def test_a_whole_turn_takes_four_keys(server: Server, desk_at: DeskAt) -> None:
    # given two who wait
    server.issue()
    server.issue()
    desk = desk_at(server)
    desk.take_post("zhang", 1)
    expect(desk.page.get_by_text("2 人等候")).to_be_visible()

    # when the clerk calls, starts and finishes
    desk.press("n")
    expect(desk.number).to_have_text("A001")
    expect(desk.state).to_have_text("已呼叫")
    desk.press("s")
    expect(desk.state).to_have_text("办理中")
    desk.press("f")
    expect(desk.dialog).to_contain_text("A001 办结，结果是？")
    desk.keys("1")

    # then the counter is free, the turn is counted, and the space bar calls the next one
    expect(desk.state).to_have_text("空闲")
    expect(desk.page.locator(".workplace__served")).to_contain_text("1")
    desk.press("Space")
    expect(desk.number).to_have_text("A002")


def test_a_refusal_is_told_with_its_reason(server: Server, desk_at: DeskAt) -> None:
    issued = server.issue()
    desk = desk_at(server)
    desk.take_post("zhang", 1)
    desk.press("n")
    expect(desk.number).to_have_text("A001")
    desk.press("s")
    expect(desk.state).to_have_text("办理中")
    desk.press("f")
    expect(desk.dialog).to_be_visible()
    desk.keys("4")
    expect(desk.page.get_by_label("不予办理的原因")).to_be_focused()
    desk.keys("Enter")
    expect(desk.dialog).to_contain_text("请填写这一项")
    desk.write("证件已过期")
    desk.keys("Enter")
    expect(desk.state).to_have_text("空闲")

    ticket = server.with_token("").get(f"{server.api}/tickets/{issued['token']}", timeout=30).json()
    assert (ticket["outcome"], ticket["explanation"]) == ("refused", "证件已过期")


def test_who_does_not_come_is_missed_and_reports_again_at_the_desk(server: Server, desk_at: DeskAt) -> None:
    server.issue()
    desk = desk_at(server)
    desk.take_post("zhang", 1)
    desk.press("n")
    expect(desk.number).to_have_text("A001")
    desk.press("r")
    expect(desk.page.get_by_text("已重呼 1 次")).to_be_visible()
    desk.press("x")
    expect(desk.list("过号")).to_contain_text("A001")

    desk.press("m")
    expect(desk.dialog).to_contain_text("过号的群众来报到")
    desk.keys("Enter")
    expect(desk.notice).to_have_text("A001 已重新排队")
    expect(desk.list("接下来")).to_contain_text("A001")


def test_a_parked_number_is_taken_back_with_one_key(server: Server, desk_at: DeskAt) -> None:
    server.issue()
    desk = desk_at(server)
    desk.take_post("zhang", 1)
    desk.press("n")
    expect(desk.number).to_have_text("A001")
    desk.press("s")
    expect(desk.state).to_have_text("办理中")
    desk.press("p")
    expect(desk.dialog).to_be_visible()
    desk.keys("2", "Enter")
    expect(desk.list("挂起")).to_contain_text("补充复印件")

    desk.press("u")
    expect(desk.number).to_have_text("A001")
    expect(
        desk.page.get_by_text("取回挂起的号（补充复印件）").or_(desk.page.get_by_text("备注：补充复印件"))
    ).to_be_visible()


def test_a_transfer_goes_to_a_service_by_its_digit_and_to_a_counter(server: Server, desk_at: DeskAt) -> None:
    server.issue()
    desk, other = desk_at(server), desk_at(server)
    other.take_post("wang", 3)
    desk.take_post("zhang", 1)
    desk.press("n")
    expect(desk.number).to_have_text("A001")
    desk.press("s")
    expect(desk.state).to_have_text("办理中")
    desk.press("t")
    expect(desk.dialog).to_be_visible()
    desk.keys("1", "Tab", "3", "Tab")  # exit and entry; the third choice of counter is counter 3
    desk.write("只差照片")
    desk.keys("Enter")
    expect(desk.state).to_have_text("空闲")

    expect(other.list("接下来")).to_contain_text("只差照片")
    other.press("n")
    expect(other.number).to_have_text("A001")


def test_the_window_is_paused_and_resumed_with_the_same_key(server: Server, desk_at: DeskAt) -> None:
    desk = desk_at(server)
    desk.take_post("zhang", 1)
    desk.press("b")
    expect(desk.dialog).to_be_visible()
    desk.keys("3", "Tab", "Control+a")
    desk.write("25")
    desk.keys("Enter")
    expect(desk.state).to_have_text("暂停服务")
    expect(desk.page.get_by_text("预计 10:25 回来")).to_be_visible()
    desk.press("n")
    expect(desk.notice).to_contain_text("窗口正在暂停")
    desk.press("b")
    expect(desk.state).to_have_text("空闲")


def test_a_given_number_is_called_with_a_reason(server: Server, desk_at: DeskAt) -> None:
    server.issue()
    server.issue()
    desk = desk_at(server)
    desk.take_post("zhang", 1)
    desk.press("c")
    expect(desk.dialog).to_be_visible()
    desk.write("a9")
    desk.keys("Tab", "3", "Enter")
    expect(desk.alert).to_contain_text("今天没有 A009 号，请核对。")
    expect(desk.page.get_by_label("原因")).to_have_value("行动不便")  # nothing typed is lost

    desk.keys("Shift+Tab", "Control+a")
    desk.write("a2")
    desk.keys("Enter")
    expect(desk.number).to_have_text("A002")
    expect(desk.page.get_by_text("指定呼叫：行动不便")).to_be_visible()


def test_a_number_is_issued_by_hand_for_the_green_channel(server: Server, desk_at: DeskAt) -> None:
    server.issue()
    desk = desk_at(server)
    desk.take_post("zhang", 1)
    desk.press("i")
    expect(desk.dialog).to_be_visible()
    desk.keys("Tab")
    desk.write("老年")
    desk.keys("Tab", "Control+a")
    desk.write("2")
    desk.keys("Enter")
    expect(desk.dialog).to_contain_text("A002")
    desk.keys("Escape")
    desk.press("n")
    expect(desk.number).to_have_text("A002")
    expect(desk.page.get_by_text("A002 先于 A001：绿色通道（老年人）")).to_be_visible()


def test_a_lane_that_a_manager_grants_is_refused_to_a_clerk_in_words(server: Server, desk_at: DeskAt) -> None:
    desk = desk_at(server)
    desk.take_post("zhang", 1)
    desk.press("i")
    expect(desk.dialog).to_be_visible()
    desk.keys("Tab")
    desk.write("急事")
    desk.keys("Tab", "1", "Enter")
    expect(desk.alert).to_contain_text("须由负责人批准")
    desk.keys("Escape")
    expect(desk.dialog).to_be_hidden()


def test_a_slip_that_failed_is_printed_again(server: Server, desk_at: DeskAt) -> None:
    server.issue(session=server.with_token(server.kiosk_token))
    printer = server.with_token(server.printer_token)
    [slip] = printer.get(f"{server.api}/halls/h/slips", timeout=30).json()["slips"]
    printer.post(f"{server.api}/halls/h/slips/{slip['slip']}/failed", json={"why": "缺纸"}, timeout=30)
    desk = desk_at(server)
    desk.take_post("zhang", 1)
    expect(desk.page.locator(".slip-list")).to_contain_text("缺纸")

    desk.press("d")
    expect(desk.dialog).to_be_visible()
    desk.keys("Enter")
    expect(desk.notice).to_have_text("A001 已重新发送打印")
    [again] = printer.get(f"{server.api}/halls/h/slips", timeout=30).json()["slips"]
    assert (again["label"], again["copy_number"]) == ("A001", 2)


def test_keys_in_a_field_are_text_and_escape_leaves_everything_as_it_was(server: Server, desk_at: DeskAt) -> None:
    server.issue()
    desk = desk_at(server)
    desk.take_post("zhang", 1)
    desk.press("b")
    expect(desk.dialog).to_be_visible()
    desk.write("nsfx")
    desk.keys("Escape")
    expect(desk.dialog).to_be_hidden()
    expect(desk.state).to_have_text("空闲")
    expect(desk.page.locator(".current")).to_be_focused()


def test_the_list_of_keys_is_one_key_away(server: Server, desk_at: DeskAt) -> None:
    desk = desk_at(server)
    desk.take_post("zhang", 1)
    desk.press("?")
    expect(desk.dialog).to_contain_text("过号归队")
    desk.keys("Enter")
    expect(desk.dialog).to_be_hidden()


def test_a_clerk_leaves_the_post_and_the_computer(server: Server, desk_at: DeskAt) -> None:
    desk = desk_at(server)
    desk.take_post("zhang", 1, role="B")
    expect(desk.page.get_by_text("B 岗")).to_be_visible()
    desk.press("q")
    expect(desk.dialog).to_contain_text("从 1号窗口 下岗？")
    desk.keys("Enter")
    expect(desk.page.get_by_label("用户名")).to_be_visible()
    view = server.staff("li").get(f"{server.api}/halls/h/counters/1", timeout=30).json()
    assert view["post"] is None


def test_the_work_needs_no_scrolling_on_a_small_desk_screen(server: Server, desk_at: DeskAt) -> None:
    for _ in range(12):
        server.issue()
    desk = desk_at(server)
    desk.take_post("zhang", 1)
    desk.press("n")
    expect(desk.number).to_have_text("A001")
    fits = "document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"
    assert desk.page.evaluate(fits)
