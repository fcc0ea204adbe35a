"""Several boards in one hall: each with its part of it, its look and its glass; for months."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from display import DIST

from ..accessibility import violations
from ..serving import Server
from .conftest import Screens
from .test_board import call, outside

SIZES = {"lying": (1920, 1080), "large": (3840, 2160), "standing": (1080, 1920), "large and standing": (2160, 3840)}


def post(server: Server, zh: str, en: str = "") -> None:
    words = {"zh": zh, "en": en}
    server.staff("manager").post(f"{server.api}/halls/h/registers/bulletins", json=words, timeout=30).raise_for_status()


@pytest.mark.parametrize("look", ["board", "plain"])
@pytest.mark.parametrize("size", SIZES)
def test_a_board_fits_its_glass(server: Server, screens: Screens, look: str, size: str) -> None:
    label = call(server)
    server.issue()
    post(server, "出入境系统将于11:30至12:00维护，请提前取号", "Exit and entry: maintenance from 11:30 to 12:00")

    board = screens.open(f"{server.url}/board/h?look={look}", *SIZES[size])

    expect(board.locator(f".calls__large [data-label={label}]")).to_be_visible()
    expect(board.locator(".bulletins")).to_contain_text("出入境系统将于11:30至12:00维护")
    assert outside(board) == []
    assert bare(board)
    assert violations(board) == []


def bare(page: Page) -> bool:
    """No cursor, and nothing that scrolls."""
    found: bool = page.evaluate(
        """() => getComputedStyle(document.body).cursor === "none"
          && document.scrollingElement.scrollHeight <= innerHeight
          && document.scrollingElement.scrollWidth <= innerWidth"""
    )
    return found


@pytest.mark.parametrize(("lines", "height"), [(1, 96), (2, 192)])
def test_a_strip_of_leds_has_the_call_and_nothing_else(
    server: Server, screens: Screens, lines: int, height: int
) -> None:
    strip = screens.open(f"{server.url}/board/h?look=strip&lines={lines}", 960, height)
    expect(strip.locator(".strip")).to_contain_text(re.compile("等候 0 人|请留意叫号"))
    found = violations(strip)

    label = call(server)

    expect(strip.locator(f"[data-label={label}]")).to_contain_text("1号窗口")
    assert outside(strip) == []
    assert bare(strip)
    assert [*found, *violations(strip)] == []


def test_a_board_of_one_service_shows_its_calls_alone(server: Server, screens: Screens) -> None:
    household = screens.open(f"{server.url}/board/h?services=household")
    others = screens.open(f"{server.url}/board/h?services=entry-exit")

    label = call(server)

    expect(household.locator(f".calls__large [data-label={label}]")).to_be_visible()
    expect(others.locator(".waiting li")).to_have_count(1)
    expect(others.locator("main")).not_to_contain_text(label)


def test_a_bulletin_comes_and_goes_without_a_reload(server: Server, screens: Screens) -> None:
    board = screens.open(f"{server.url}/board/h")
    expect(board.locator("main")).to_be_visible()

    post(server, "3号窗口今日维修")
    expect(board.locator(".bulletins")).to_have_text("3号窗口今日维修")

    manager = server.staff("manager")
    bulletins = f"{server.api}/halls/h/registers/bulletins"
    [up] = manager.get(f"{bulletins}?state=up", timeout=30).json()["items"]
    manager.post(f"{bulletins}/{up['id']}/take-down", timeout=30).raise_for_status()
    expect(board.locator(".bulletins")).to_have_count(0)


@pytest.mark.parametrize("address", ["board/h", "window/h/1"])
def test_a_screen_takes_over_a_newer_page_after_an_upgrade(server: Server, screens: Screens, address: str) -> None:
    page = screens.open(f"{server.url}/{address}")
    expect(page.locator("main")).to_be_visible()
    page.evaluate("window.before = true")
    newer = (DIST / f"{address.split('/')[0]}.html").read_text(encoding="utf-8").replace("</head>", NEWER)
    asked_twice = 2  # whether there is another page, and whether it still answers; then it comes from the server
    page.route(f"**/{address}", lambda route: route.fulfill(body=newer, content_type="text/html"), times=asked_twice)

    with page.expect_event("load", timeout=30_000):
        server.stop()
        server.start("10:05")

    expect(page.locator("main")).to_be_visible()
    assert page.evaluate("window.before") is None


NEWER = '<link rel="stylesheet" href="data:text/css,"></head>'


def test_a_screen_stays_as_it_is_when_the_server_comes_back_unchanged(server: Server, screens: Screens) -> None:
    page = screens.open(f"{server.url}/board/h")
    expect(page.locator("main")).to_be_visible()
    page.evaluate("window.before = true")
    with page.expect_response("**/board/h", timeout=30_000):
        server.stop()
        server.start("10:05")

    page.wait_for_timeout(3_000)

    assert page.evaluate("window.before")


def test_an_hour_of_calls_leaves_a_board_as_light_as_it_was(server_at: Callable[..., Server], screens: Screens) -> None:
    """Three counters that call every minute, in an hour of the hall's clock, which runs 120 times as fast."""
    server = server_at("10:00", speed=120.0)
    board = screens.open(f"{server.url}/board/h")
    clerks = {counter: server.staff(name) for counter, name in (("1", "zhang"), ("2", "li"), ("3", "wang"))}
    for counter, clerk in clerks.items():
        server.press(clerk, counter, "sign-in", role="A")

    def round_of_calls() -> None:
        for counter, clerk in clerks.items():
            server.issue("entry-exit" if counter == "3" else "household")
            called = server.press(clerk, counter, "next").json()["label"]
            server.press(clerk, counter, "start", label=called)
            server.press(clerk, counter, "finish", outcome="done", label=called)

    expect(board.locator("main")).to_be_visible()  # what looks into the page weighs something as well
    for _ in range(20):
        round_of_calls()
    before = weight(board)
    for _ in range(60):
        round_of_calls()
    label = call(server, "1", "zhang")
    expect(board.locator(f"[data-label={label}]")).to_be_visible()
    after = weight(board)

    assert after["nodes"] <= before["nodes"] * 1.2 + 50
    assert after["jsEventListeners"] <= before["jsEventListeners"] * 1.2 + 20
    assert after["heap"] <= before["heap"] + 700_000
    assert screens.complaints == []


def weight(page: Page) -> dict[str, float]:
    """What is left when everything that nobody needs has been thrown away."""
    page.wait_for_timeout(1_500)  # the last view has come
    devtools = page.context.new_cdp_session(page)
    for _ in range(3):  # what the first one finds frees more
        devtools.send("HeapProfiler.collectGarbage")
    counts = devtools.send("Memory.getDOMCounters")
    heap = devtools.send("Runtime.getHeapUsage")["usedSize"]
    devtools.detach()
    return {**counts, "heap": heap}
