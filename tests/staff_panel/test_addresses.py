"""Where one is in the manager's workplace stands in the address: reload, back and a link lead there."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from ..serving import Server
from .conftest import Desk

DeskAt = Callable[[Server], Desk]


def test_reload_and_back_keep_the_place(server: Server, desk_at: DeskAt) -> None:
    desk = desk_at(server)
    page, here = desk.page, f"{server.url}/manager"
    desk.open("/manager")
    desk.sign_in("manager")
    expect(page).to_have_url(f"{here}/h/now")

    page.get_by_role("link", name="报表").click()
    page.get_by_label("报表", exact=True).select_option("lanes")
    expect(page).to_have_url(f"{here}/h/reports?name=lanes")
    page.reload()

    expect(page.get_by_label("报表", exact=True)).to_have_value("lanes")
    expect(page.get_by_role("heading", name="通道统计").first).to_be_visible()
    page.get_by_role("link", name="未办结").click()
    expect(page).to_have_url(f"{here}/h/remaining")
    page.go_back()
    expect(page.get_by_label("报表", exact=True)).to_have_value("lanes")
    page.go_back()
    expect(page).to_have_url(f"{here}/h/now")
    expect(page.get_by_role("link", name="现场")).to_have_attribute("aria-current", "page")


def test_a_link_to_a_part_leads_there_once_signed_in(server: Server, desk_at: DeskAt) -> None:
    desk = desk_at(server)
    desk.open("/manager/h/what-if")
    desk.sign_in("manager")

    expect(desk.page.get_by_role("form", name="推演")).to_be_visible()


def test_the_parts_are_worked_by_keyboard(server: Server, desk_at: DeskAt) -> None:
    desk = desk_at(server)
    desk.open("/manager")
    desk.sign_in("manager")
    now = desk.page.get_by_role("link", name="现场")
    expect(now).to_be_visible()

    now.focus()
    desk.keys("Tab", "Enter")

    expect(desk.page).to_have_url(f"{server.url}/manager/h/remaining")
    expect(desk.page.get_by_role("link", name="未办结")).to_be_focused()
