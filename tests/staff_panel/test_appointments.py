"""Appointments at the desk: booked, expected and checked in, by keyboard."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from ..api.test_appointments import BOOKABLE, book
from ..serving import PLAN, Server
from .conftest import Desk

DeskAt = Callable[[Server], Desk]
ServerAt = Callable[..., Server]

WITH_TIMES = PLAN + BOOKABLE % "false"


def test_a_clerk_checks_in_who_has_booked(server_at: ServerAt, desk_at: DeskAt) -> None:
    server = server_at("10:00", plan=WITH_TIMES)
    book(server, server.staff("manager"), "10:30", phone="13800001234")
    desk = desk_at(server)
    desk.take_post("zhang", 1)

    desk.press("k")
    desk.write("1234")
    desk.keys("Enter")
    expect(desk.dialog).to_contain_text("10:30 · 户政")
    desk.keys("Enter")

    expect(desk.dialog).to_contain_text("A001")
    desk.keys("Escape")
    desk.press("n")
    expect(desk.number).to_have_text("A001")
    expect(desk.page.locator(".current")).to_contain_text("预约")


def test_a_clerk_books_the_next_visit(server_at: ServerAt, desk_at: DeskAt) -> None:
    server = server_at("10:00", plan=WITH_TIMES)
    desk = desk_at(server)
    desk.take_post("zhang", 1)

    desk.press("a")
    desk.write("2")  # the second day, and its first time
    desk.keys("Tab")
    desk.write("1")
    desk.keys("Tab", "Tab")
    desk.write("13800001234")
    desk.keys("Enter")

    code = desk.page.locator(".book-dialog__code")
    expect(code).to_be_visible()
    (booked,) = server.staff("zhang").get(
        f"{server.api}/halls/h/appointments?date=2026-11-26", timeout=10
    ).json()["appointments"]  # fmt: skip
    assert (booked["code"], booked["slot_at"], booked["phone"]) == (
        code.inner_text(), "2026-11-26T01:00:00Z", "13800001234",
    )  # fmt: skip


def test_a_list_that_scrolls_is_no_stop_of_its_own_on_the_way_through_a_dialog(
    server_at: ServerAt, desk_at: DeskAt
) -> None:
    server = server_at("10:00", plan=WITH_TIMES)
    desk = desk_at(server)
    desk.take_post("zhang", 1)
    desk.press("a")
    desk.write("2")
    desk.keys("Tab")
    expect(desk.dialog.get_by_role("option").filter(has_text=":")).to_have_count(13)  # they have come from the server
    desk.keys("ArrowDown", "Tab")
    expect(desk.dialog.get_by_label("人数")).to_be_focused()
    desk.keys("Shift+Tab", "ArrowDown")
    expect(desk.dialog.get_by_role("option", selected=True).filter(has_text=":")).to_contain_text("09:30")


def test_a_manager_sees_who_is_expected_and_cancels_one(server_at: ServerAt, desk_at: DeskAt) -> None:
    server = server_at("10:00", plan=WITH_TIMES)
    book(server, server.staff("manager"), "15:00", phone="13800001234", name="王五")
    desk = desk_at(server)
    desk.open("/manager")
    desk.sign_in("manager")
    desk.page.get_by_role("link", name="预约").click()
    row = desk.page.get_by_role("row", name="15:00")
    expect(row).to_contain_text("王五")

    row.get_by_role("button", name="取消预约").click()
    desk.write("2")
    desk.keys("Enter")

    expect(row).to_contain_text("已取消")


def test_a_manager_hears_first_of_those_still_expected_and_closes_the_day_without_leaving_the_dialog(
    server_at: ServerAt, desk_at: DeskAt
) -> None:
    server = server_at("15:40", plan=WITH_TIMES)
    manager = server.staff("manager")
    book(server, manager, "16:00", phone="13800001234", name="王五")
    book(server, manager, "16:30", phone="13800005678", name="赵六")
    server.issue()
    desk = desk_at(server)
    desk.open("/manager")
    desk.sign_in("manager")

    desk.page.get_by_role("button", name="结束服务日").click()
    title = desk.dialog.first.get_by_role("heading")
    expect(title).to_have_text("今天还有 2 个预约未到")
    expect(desk.dialog.get_by_role("row", name="16:00")).to_contain_text("13800001234")
    desk.keys("Enter")
    expect(desk.dialog.get_by_role("heading", name="取消这个预约？")).to_be_visible()
    desk.keys("Escape", "Enter")  # kept, then cancelled after all
    desk.keys("2", "Enter")
    expect(title).to_have_text("今天还有 1 个预约未到")
    desk.keys("Enter")
    desk.keys("2", "Enter")

    expect(title).to_have_text("结束服务日")
    desk.keys("1", "Tab", "1")
    desk.dialog.get_by_label("约定日期", exact=True).fill("2026-11-26")
    desk.keys("Enter")
    expect(desk.page.get_by_label("A001 未办原因")).to_have_value("系统故障，当日无法办理")
    desk.dialog.get_by_role("button", name="下一步").click()
    desk.keys("Enter")
    expect(desk.page.locator(".office__notice")).to_have_text("服务日已结束")
