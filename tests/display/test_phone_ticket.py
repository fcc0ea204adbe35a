"""One's own number on one's own phone."""

from __future__ import annotations

import requests
import yaml
from playwright.sync_api import Request, expect

from ..accessibility import violations
from ..serving import PLAN, Server
from .conftest import Screens

FIRST_VIEW_BYTES = 50_000  # on the wire, without the scripts, which stay on the phone
SCRIPT_BYTES = 70_000  # on the wire, headers included: once for each phone


def at_counter(server: Server, counter: str = "1", clerk: str = "zhang") -> requests.Session:
    signed_in = server.staff(clerk)
    assert server.press(signed_in, counter, "sign-in", role="A").status_code == 200
    return signed_in


def test_a_citizen_waits_is_called_served_and_rates_by_the_five_levels(server: Server, screens: Screens) -> None:
    first, ticket = server.issue(), server.issue()
    zhang = at_counter(server)
    phone = screens.phone(ticket["url"])
    expect(phone.locator(".number")).to_contain_text(ticket["label"])
    expect(phone.get_by_text("前面还有")).to_be_visible()
    expect(phone.get_by_text("1 人")).to_be_visible()

    server.press(zhang, "1", "next")
    expect(phone.get_by_text("下一位就是您")).to_be_visible()
    server.press(zhang, "1", "start", label=first["label"])
    server.press(zhang, "1", "finish", outcome="done", label=first["label"])

    server.press(zhang, "1", "next")
    expect(phone.locator(".number[data-state=called]")).to_contain_text("1号窗口")
    expect(phone.locator("[aria-live=assertive]")).to_have_text("轮到您了 请到 1号窗口")

    server.press(zhang, "1", "start", label=ticket["label"])
    expect(phone.locator(".number[data-state=serving]")).to_be_visible()

    server.press(zhang, "1", "finish", outcome="done", label=ticket["label"])
    expect(phone.get_by_text("已办结")).to_be_visible()
    levels = phone.locator(".rating__level").all_inner_texts()
    assert [level.strip() for level in levels] == ["非常满意", "满意", "基本满意", "不满意", "非常不满意"]

    phone.get_by_label("满意", exact=True).check()
    phone.get_by_role("button", name="提交评价").click()
    expect(phone.get_by_text("感谢您的评价：满意")).to_be_visible()
    assert screens.complaints == []


def test_the_page_promises_to_vibrate_only_once_it_can(server: Server, screens: Screens) -> None:
    at_counter(server)
    phone = screens.phone(server.issue()["url"])
    expect(phone.get_by_text("点一下本页，手机还会振动")).to_be_visible()

    phone.locator(".wait").click()

    expect(phone.get_by_text("叫到您时本页会变色并振动")).to_be_visible()


def test_a_citizen_asks_why_others_went_first(server: Server, screens: Screens) -> None:
    ticket = server.issue()
    zhang = at_counter(server)
    server.issue(lane="elderly")
    phone = screens.phone(ticket["url"])
    phone.get_by_role("button", name="为什么有人先办？").click()
    expect(phone.get_by_text("没有人先办理户政")).to_be_visible()

    server.press(zhang, "1", "next")
    phone.get_by_role("button", name="再问一次").click()

    expect(phone.get_by_text("有 1 位先办理户政，因为绿色通道")).to_be_visible()
    assert screens.complaints == []


def test_a_missed_number_reports_again_from_the_phone(server: Server, screens: Screens) -> None:
    ticket = server.issue()
    zhang = at_counter(server)
    phone = screens.phone(ticket["url"])
    server.press(zhang, "1", "next")
    server.press(zhang, "1", "no-show", label=ticket["label"])
    expect(phone.get_by_text("已过号 1 次")).to_be_visible()

    phone.get_by_role("button", name="重新报到").click()

    expect(phone.locator(".number[data-state=waiting]")).to_be_visible()


def test_giving_a_number_up_asks_once_more(server: Server, screens: Screens) -> None:
    ticket = server.issue()
    phone = screens.phone(ticket["url"])

    phone.get_by_role("button", name="取消号码").click()
    expect(phone.get_by_text(f"确定取消 {ticket['label']} 吗？")).to_be_visible()
    phone.get_by_role("button", name="确定取消").click()

    expect(phone.get_by_text("号码已取消")).to_be_visible()


def test_a_refusal_is_explained(server: Server, screens: Screens) -> None:
    ticket = server.issue()
    zhang = at_counter(server)
    server.press(zhang, "1", "next")
    server.press(zhang, "1", "start", label=ticket["label"])
    server.press(zhang, "1", "finish", outcome="refused", reason="户口簿原件未带", label=ticket["label"])

    phone = screens.phone(ticket["url"])

    expect(phone.get_by_text("不予办理")).to_be_visible()
    expect(phone.get_by_text("户口簿原件未带")).to_be_visible()


def test_an_unknown_address_gets_a_friendly_page(server: Server, screens: Screens) -> None:
    phone = screens.phone(f"{server.url}/t/not-a-token")

    expect(phone.get_by_text("找不到这个号")).to_be_visible()
    expect(phone.get_by_text("或到导办台询问")).to_be_visible()


def test_a_phone_off_the_network_keeps_its_last_state_and_says_how_old_it_is(server: Server, screens: Screens) -> None:
    at_counter(server)  # without anybody on post nobody is next
    ticket = server.issue()
    phone = screens.phone(ticket["url"])
    expect(phone.get_by_text("下一位就是您")).to_be_visible()

    server.kill()

    expect(phone.get_by_text("数据截至")).to_be_visible(timeout=20_000)
    expect(phone.locator(".number")).to_contain_text(ticket["label"])


def test_the_page_begins_in_the_phones_language_and_a_board_in_chinese(server: Server, screens: Screens) -> None:
    at_counter(server)

    phone = screens.phone(server.issue()["url"], "de-DE")
    board = screens.open(f"{server.url}/board/h", locale="de-DE")

    expect(phone.get_by_text("You are next")).to_be_visible()
    expect(board.get_by_text("等候人数")).to_be_visible()


def test_the_page_speaks_english_and_remembers_it(server: Server, screens: Screens) -> None:
    at_counter(server)
    phone = screens.phone(server.issue()["url"])

    phone.get_by_role("button", name="English").click()
    expect(phone.get_by_text("You are next")).to_be_visible()
    phone.reload()

    expect(phone.get_by_text("You are next")).to_be_visible()
    assert phone.evaluate("document.documentElement.lang") == "en"


def test_the_first_view_is_light_and_comes_from_this_server_alone(server: Server, screens: Screens) -> None:
    ticket = server.issue()
    phone = screens.phone("about:blank")
    loaded: list[Request] = []
    phone.on("requestfinished", lambda request: loaded.append(request))

    phone.goto(ticket["url"])
    expect(phone.locator(".number")).to_be_visible()
    phone.wait_for_load_state("networkidle")

    assert {request.url.split("/")[2] for request in loaded} == {server.url.split("/")[2]}
    stays = [request for request in loaded if "/assets/" in request.url and request.url.endswith(".js")]
    each_time = [request for request in loaded if request not in stays]
    assert 0 < _on_the_wire(stays) <= SCRIPT_BYTES
    assert 0 < _on_the_wire(each_time) <= FIRST_VIEW_BYTES


def _on_the_wire(requests: list[Request]) -> int:
    sizes = [request.sizes() for request in requests]
    return sum(size["responseHeadersSize"] + size["responseBodySize"] for size in sizes)


def test_the_guide_of_the_service_is_read_on_the_phone(server: Server, screens: Screens) -> None:
    plan = yaml.safe_load(PLAN)
    parts = ("basis", "conditions", "place", "time", "process", "time_limit", "fee")
    guide = {part: {"zh": f"{part}。", "en": part} for part in parts}
    plan["services"][0]["guide"] = guide | {"materials": [{"zh": "户口簿原件", "en": "Household register"}]}
    assert server.staff("manager").put(f"{server.api}/halls/h/plan", json=plan, timeout=10).status_code == 200
    phone = screens.phone(server.issue()["url"])
    expect(phone.get_by_text("户口簿原件")).to_be_hidden()

    phone.get_by_text("办事指南").click()

    expect(phone.get_by_text("户口簿原件")).to_be_visible()
    assert violations(phone) == []
