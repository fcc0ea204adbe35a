"""The lobby board, as people in the hall see it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from ..serving import PLAN, Server, until
from .conftest import Screens

FAULT = "显示屏连接中断"


def call(server: Server, counter: str = "1", clerk: str = "zhang") -> str:
    """A number taken and called."""
    server.issue()
    signed_in = server.staff(clerk)
    assert server.press(signed_in, counter, "sign-in", role="A").status_code == 200
    label: str = server.press(signed_in, counter, "next").json()["label"]
    return label


def test_a_call_stands_large_beside_its_counter(server: Server, screens: Screens) -> None:
    board = screens.open(f"{server.url}/board/h")
    expect(board.get_by_text("请取号，留意呼叫")).to_be_visible()

    label = call(server)

    large = board.locator(f".calls__large [data-label={label}]")
    expect(large).to_contain_text("1号窗口")
    expect(large).to_contain_text("正在呼叫")
    assert screens.complaints == []


def test_two_calls_close_together_are_both_large(server: Server, screens: Screens) -> None:
    board = screens.open(f"{server.url}/board/h")

    labels = [call(server, "1", "zhang"), call(server, "2", "li")]

    for label in labels:
        expect(board.locator(f".calls__large [data-label={label}]")).to_be_visible()


def test_a_recall_is_called_again(server: Server, screens: Screens) -> None:
    manager, plan = server.staff("manager"), f"{server.api}/halls/h/plan"
    manager.put(plan, json=manager.get(plan).json() | {"limits": {"recall_spacing_s": 0}}).raise_for_status()
    board = screens.open(f"{server.url}/board/h")
    label = call(server)
    expect(board.locator(f".calls__large [data-label={label}]")).to_contain_text("正在呼叫")

    server.press(server.staff("zhang"), "1", "recall", label=label)

    expect(board.locator(f".calls__large [data-label={label}]")).to_contain_text("再次呼叫")
    expect(board.locator(f"[data-label={label}]")).to_have_count(1)


def test_the_number_waiting_follows_each_ticket(server: Server, screens: Screens) -> None:
    board = screens.open(f"{server.url}/board/h")

    for _ in range(3):
        server.issue("entry-exit")

    expect(board.locator(".waiting li", has_text="出入境")).to_contain_text("3")
    expect(board.locator(".waiting__total")).to_have_text("3")


def test_a_board_that_hears_nothing_covers_its_numbers_and_recovers_by_itself(server: Server, screens: Screens) -> None:
    board = screens.open(f"{server.url}/board/h")
    label = call(server)
    expect(board.locator(f"[data-label={label}]")).to_be_visible()

    server.kill()

    expect(board.get_by_text(FAULT)).to_be_visible(timeout=20_000)
    expect(board.get_by_text("下方信息截至")).to_be_visible()
    expect(board.locator("main")).to_have_class("board stale")

    server.start("10:05")
    server.issue("entry-exit")

    expect(board.get_by_text(FAULT)).to_be_hidden(timeout=20_000)
    expect(board.locator(".waiting li", has_text="出入境")).to_contain_text("1")


def test_past_closing_time_the_board_says_extended_service(server_at: Callable[..., Server], screens: Screens) -> None:
    server = server_at("17:29:57")
    server.issue()
    board = screens.open(f"{server.url}/board/h")

    expect(board.locator("header")).to_contain_text("延时服务")
    expect(board.locator("header")).to_contain_text("Extended service")


def test_during_the_midday_break_the_board_says_when_it_goes_on(
    server_at: Callable[..., Server], screens: Screens
) -> None:
    server = server_at("12:30")

    board = screens.open(f"{server.url}/board/h")

    expect(board.locator(".day-panel")).to_contain_text("午休")
    expect(board.locator(".day-panel")).to_contain_text("14:00 继续叫号")


def test_in_the_early_morning_the_board_says_that_the_hall_has_not_opened_yet(
    server_at: Callable[..., Server], screens: Screens
) -> None:
    server = server_at("06:30")

    board = screens.open(f"{server.url}/board/h")

    expect(board.locator(".day-panel")).to_contain_text("未开始")
    expect(board.locator(".day-panel")).to_contain_text("09:00 开放")
    expect(board.locator("main")).not_to_contain_text("已下班")


def test_a_call_is_large_no_longer_when_its_person_has_gone(server: Server, screens: Screens) -> None:
    board = screens.open(f"{server.url}/board/h")
    label = call(server)
    expect(board.locator(f".calls__large [data-label={label}]")).to_be_visible()

    server.press(server.staff("zhang"), "1", "no-show", label=label)

    expect(board.locator(".calls__quiet")).to_contain_text("请留意叫号")
    expect(board.locator(f".calls__earlier [data-label={label}]")).to_be_visible()
    expect(board.locator("main")).not_to_contain_text("正在呼叫")


def test_a_rehearsal_is_marked(server: Server, screens: Screens) -> None:
    expect(screens.open(f"{server.url}/board/h").locator("header")).to_contain_text("演练")


def test_an_address_of_no_hall_says_so(server: Server, screens: Screens) -> None:
    expect(screens.open(f"{server.url}/board/nowhere").get_by_text("没有这个大厅或窗口")).to_be_visible()


def test_twenty_services_and_fourteen_counters_fit_without_a_scroll_bar(
    server_at: Callable[..., Server], screens: Screens
) -> None:
    services = "".join(
        f"  - {{id: s{n}, name: {{zh: 户籍登记与居民身份证补换领{n}, en: Household and identity cards {n}}}, "
        f"series: {chr(65 + n)}, typical_s: 480}}\n"
        for n in range(20)
    )
    counters = "".join(
        f'  - {{id: "{n}", name: {{zh: {n}号综合受理窗口, en: Counter {n}}}, serves: [s{n - 1}, s{n + 5}]}}\n'
        for n in range(1, 15)
    )
    head = PLAN.split("services:")[0]
    server = server_at("10:00", plan=f"{head}services:\n{services}counters:\n{counters}")

    board = screens.open(f"{server.url}/board/h")
    expect(board.locator(".waiting li")).to_have_count(20)
    expect(board.locator(".counters li")).to_have_count(14)

    for words in (None, "3号窗口今日维修"):
        if words:
            server.staff("manager").post(
                f"{server.api}/halls/h/registers/bulletins", json={"zh": words, "en": ""}, timeout=30
            )
            expect(board.locator(".bulletins")).to_have_text(words)
        for width, height in ((1920, 1080), (3840, 2160), (1366, 768), (1080, 1920)):
            board.set_viewport_size({"width": width, "height": height})
            until(lambda: outside(board), [])  # an upright board is laid out anew a moment later


def outside(page: Page) -> list[str]:
    """What reaches beyond the glass, and places whose end is cut off."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
          .filter((part) => {
            const box = part.getBoundingClientRect();
            return box.width && (box.left < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1);
          })
          .concat([...document.querySelectorAll(".board__main, .board__side, .calls__earlier")]
            .filter((place) => place.scrollHeight > place.clientHeight + 1))
          .map((part) => `${part.tagName} ${part.className}`)"""
    )
    return found
