"""The phone ticket without the network: the page opens, with the last state and its time, and never as new."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from ..accessibility import violations
from ..serving import Server, until
from .conftest import Screens

_KEPT = """async () => {
  const kept = await caches.open("ticket-page");
  return (await kept.keys()).map(({ url }) => new URL(url).pathname);
}"""

_PAGE = "async () => (await (await caches.open('ticket-page')).match('/t/')).text()"


def opened(server: Server, screens: Screens, locale: str = "zh-CN") -> tuple[Page, str]:
    """A phone whose page has been put aside, and its number."""
    server.press(server.staff("zhang"), "1", "sign-in", role="A")
    ticket = server.issue()
    phone = screens.phone(ticket["url"], locale)
    expect(phone.locator(".wait")).to_be_visible()
    until(lambda: "/t/" in phone.evaluate(_KEPT), True)
    phone.wait_for_function("navigator.serviceWorker.controller !== null")
    return phone, ticket["label"]


def test_a_reload_without_the_network_shows_the_number_with_the_time_of_the_data(
    server: Server, screens: Screens
) -> None:
    phone, label = opened(server, screens)
    server.kill()

    phone.reload()

    expect(phone.locator(".number")).to_contain_text(label)
    expect(phone.get_by_role("alert")).to_contain_text(re.compile(r"离线，数据截至 10:\d\d:\d\d"))
    expect(phone.locator(".wait--stale")).to_be_visible()
    assert violations(phone) == []

    server.start("10:05")

    expect(phone.get_by_role("alert")).to_be_hidden(timeout=30_000)
    expect(phone.locator(".wait--stale")).to_be_hidden()


def test_a_phone_that_has_left_the_network_opens_the_page_too(server: Server, screens: Screens) -> None:
    phone, label = opened(server, screens, "en-GB")
    phone.context.set_offline(True)

    phone.reload()

    expect(phone.get_by_role("alert")).to_contain_text("Offline, as of 10:")
    expect(phone.locator(".number")).to_contain_text(label)
    phone.context.set_offline(False)
    expect(phone.get_by_role("alert")).to_be_hidden(timeout=30_000)


def test_what_is_kept_is_the_page_and_the_last_view_and_no_answer_of_the_server(
    server: Server, screens: Screens
) -> None:
    phone, _ = opened(server, screens)
    phone.get_by_role("button", name="为什么有人先办？").click()
    phone.goto(f"{server.url}/board/h")
    paths = phone.evaluate(_KEPT)

    others = [path for path in paths if not path.startswith("/assets/display/")]
    assert sorted(others) == ["/api/v1/languages", "/t/"]
    [key] = [key for key in phone.evaluate("Object.keys(localStorage)") if key.startswith("queue.ticket.")]
    assert phone.evaluate("(key) => Object.keys(JSON.parse(localStorage.getItem(key)))", key) == ["view", "at"]


def test_a_newer_page_takes_the_place_of_the_one_put_aside(server: Server, screens: Screens) -> None:
    phone, _ = opened(server, screens)
    phone.evaluate(
        """async () => {
          const kept = await caches.open("ticket-page");
          await kept.put("/t/", new Response("<p>an old page", { headers: { "Content-Type": "text/html" } }));
          await kept.put("/assets/display/assets/old-1a2b.js", new Response("1"));
        }"""
    )

    phone.reload()

    expect(phone.locator(".number")).to_be_visible()  # the network's, whatever is kept
    until(lambda: "/assets/display/assets/old-1a2b.js" in phone.evaluate(_KEPT), False)
    until(lambda: "an old page" in phone.evaluate(_PAGE), False)
    server.kill()
    phone.reload()
    expect(phone.locator(".number")).to_be_visible()
