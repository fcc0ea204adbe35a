"""Credentials on the whole server: the same cookie, device token and ticket token as over HTTP."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
import socketio

from ..serving import Server

WAIT_S = 30.0
Watch = Callable[..., "Watcher"]


class Watcher:
    """A Socket.IO client with a browser's cookies or a device's token."""

    def __init__(self, server: Server, session: requests.Session | None, token: str | None) -> None:
        self.hall = server.hall
        self.views: queue.Queue[dict[str, Any]] = queue.Queue()
        self.ended: queue.Queue[object] = queue.Queue()
        self.client = socketio.Client(reconnection=False)
        self.client.on("view", self.views.put)
        self.client.on("disconnect", self.ended.put)
        cookies = "; ".join(f"{c.name}={c.value}" for c in session.cookies) if session else ""
        self.client.connect(
            server.url, transports=["websocket"], auth={"token": token}, headers={"Cookie": cookies} if cookies else {}
        )

    def join(self, view: str, **more: str) -> str:
        """ "ok", or the code of the refusal."""
        answer = self.client.call("join", {"hall": self.hall, "view": view, **more}, timeout=WAIT_S)
        return "ok" if answer == {"ok": True} else answer["error"]["code"]

    def next(self) -> dict[str, Any]:
        return self.views.get(timeout=WAIT_S)


@pytest.fixture
def watch(server: Server) -> Iterator[Watch]:
    watchers: list[Watcher] = []

    def make(session: requests.Session | None = None, token: str | None = None) -> Watcher:
        watchers.append(Watcher(server, session, token))
        return watchers[-1]

    yield make
    for watcher in watchers:
        watcher.client.disconnect()


def test_a_stranger_sees_what_hangs_in_the_hall_and_nothing_of_staff(server: Server, watch: Watch) -> None:
    stranger = watch()

    assert [stranger.join(view, counter="1") for view in ("board", "kiosk", "window")] == ["ok"] * 3
    assert [stranger.join(view, counter="1") for view in ("counter", "live")] == ["sign-in-needed"] * 2


def test_a_clerk_sees_counters_and_a_manager_the_whole_hall(server: Server, watch: Watch) -> None:
    clerk, manager = watch(server.staff("zhang")), watch(server.staff("manager"))

    assert [clerk.join("counter", counter="1"), clerk.join("live")] == ["ok", "not-allowed"]
    assert [manager.join("counter", counter="1"), manager.join("live")] == ["ok", "ok"]


def test_a_device_sees_no_view_of_staff_and_a_token_that_nobody_holds_opens_nothing(
    server: Server, watch: Watch
) -> None:
    kiosk, guesser = watch(token=server.kiosk_token), watch(token="guessed")

    assert [kiosk.join("kiosk"), kiosk.join("live"), kiosk.join("counter", counter="1")] == [
        "ok", "not-allowed", "not-allowed",
    ]  # fmt: skip
    assert [guesser.join("kiosk"), guesser.join("live")] == ["sign-in-needed", "sign-in-needed"]


def test_a_stale_cookie_does_not_darken_the_lobby(server: Server, watch: Watch) -> None:
    session = server.staff("zhang")
    browser = requests.Session()
    browser.cookies.update(session.cookies)
    session.delete(f"{server.api}/session", timeout=WAIT_S)

    lobby = watch(browser)

    assert [lobby.join("board"), lobby.join("counter", counter="1")] == ["ok", "sign-in-needed"]


def test_a_phone_sees_its_own_number_by_its_token_alone(server: Server, watch: Watch) -> None:
    mine, other = server.issue(), server.issue()
    phone = watch()

    assert phone.join("ticket", token=mine["token"]) == "ok"
    assert phone.next()["label"] == mine["label"]
    assert phone.join("ticket", token=other["id"]) == "unknown-ticket"
    assert phone.join("ticket", token=mine["token"][:-2] + "xx") == "unknown-ticket"


def test_who_signs_out_is_let_go(server: Server, watch: Watch) -> None:
    session = server.staff("manager")
    page = watch(session)
    assert page.join("live") == "ok"

    session.delete(f"{server.api}/session", timeout=WAIT_S)

    assert page.ended.get(timeout=WAIT_S)


def test_what_is_pushed_is_what_http_answers(server: Server, watch: Watch) -> None:
    server.issue()
    manager = server.staff("manager")
    page = watch(manager)
    for view, address in (("board", "board"), ("kiosk", "kiosk"), ("live", "live"), ("counter", "counters/1")):
        page.join(view, counter="1")

        pushed = page.next()
        answered = manager.get(f"{server.api}/halls/{server.hall}/{address}", timeout=WAIT_S).json()

        for moment in ("at", "seq"):
            pushed.pop(moment)
            answered.pop(moment)
        assert pushed == answered


@pytest.mark.parametrize("field", ["hall", "counter", "token"])
def test_letters_that_are_none_are_refused_by_name(server: Server, watch: Watch, field: str) -> None:
    view = {"hall": "board", "counter": "window", "token": "ticket"}[field]
    stranger = watch()

    assert stranger.join(view, **{"counter": "1", field: "\ud800" * 28}) == "bad-request"
    assert watch(token="\ud800").join("live") == "sign-in-needed"
    assert "Traceback" not in (server.var / "server.log").read_text()
