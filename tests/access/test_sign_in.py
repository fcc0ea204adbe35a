"""Signing in, tokens, and what another site's page cannot do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter

from ..serving import PASSWORD, Server


def test_a_wrong_password_and_an_unknown_name_are_told_apart_by_nothing(server: Server) -> None:
    answers = [
        requests.post(f"{server.api}/session", json={"username": name, "password": "wrong password"}, timeout=10)
        for name in ("zhang", "nobody")
    ]
    assert [a.status_code for a in answers] == [401, 401]
    assert answers[0].json() == answers[1].json()


def test_after_many_wrong_passwords_even_the_right_one_must_wait(server: Server) -> None:
    url = f"{server.api}/session"
    for _ in range(8):
        requests.post(url, json={"username": "zhang", "password": "wrong password"}, timeout=10)
    answer = requests.post(url, json={"username": "zhang", "password": PASSWORD}, timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (429, "too-many-tries")
    assert int(answer.headers["Retry-After"]) > 0
    assert server.staff("li")  # nobody else is held up


@pytest.mark.parametrize(("proxies", "held_up"), [("0", True), ("1", False)])
def test_behind_a_web_server_tries_are_counted_by_where_they_come_from(
    server_at: Callable[..., Server], monkeypatch: pytest.MonkeyPatch, proxies: str, held_up: bool
) -> None:
    """Without the setting the header is not believed: whoever sends it could be anywhere."""
    monkeypatch.setenv("QUEUE_PROXIES", proxies)
    url = f"{server_at('10:00').api}/session"
    for _ in range(8):
        wrong = {"username": "zhang", "password": "wrong password"}
        requests.post(url, json=wrong, headers={"X-Forwarded-For": "10.0.0.66"}, timeout=10)

    right = {"username": "zhang", "password": PASSWORD}
    answer = requests.post(url, json=right, headers={"X-Forwarded-For": "10.0.0.66, 10.0.0.7"}, timeout=10)

    assert answer.status_code == (429 if held_up else 200)


def test_passwords_that_are_tried_all_at_once_are_counted_one_by_one(server: Server) -> None:
    def guess(number: int) -> int:
        credentials = {"username": "zhang", "password": f"wrong password {number}"}
        return requests.post(f"{server.api}/session", json=credentials, timeout=60).status_code

    with ThreadPoolExecutor(24) as together:
        answers = Counter(together.map(guess, range(24)))

    assert answers == {401: 8, 429: 16}


def test_a_flood_of_made_up_names_ends_at_its_address_and_a_clerk_elsewhere_is_let_in(server: Server) -> None:
    url = f"{server.api}/session"
    calling = server.staff("li")
    server.press(calling, "1", "sign-in", role="A").raise_for_status()
    server.issue()
    with session_from("127.0.0.66") as stranger:
        answers = Counter(
            stranger.post(url, json={"username": f"made-up-{n}", "password": "wrong password"}, timeout=60).status_code
            for n in range(5000)
        )
        own = stranger.post(url, json={"username": "zhang", "password": PASSWORD}, timeout=60)

    assert answers == {401: 100, 429: 4900}
    assert own.status_code == 429
    assert server.staff("zhang")
    assert server.press(calling, "1", "next").status_code == 200


class _From(HTTPAdapter):
    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__()

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        super().init_poolmanager(*args, **more, source_address=(self._address, 0))


def session_from(address: str) -> requests.Session:
    """Somebody whose connections come from that address of this machine."""
    session = requests.Session()
    session.mount("http://", _From(address))
    return session


def test_a_session_ends_with_signing_out(server: Server) -> None:
    clerk = server.staff("zhang")
    kept = clerk.cookies.get("queue_session")
    assert clerk.get(f"{server.api}/session", timeout=10).json()["role"] == "clerk"
    assert clerk.delete(f"{server.api}/session", timeout=10).status_code == 204
    again = requests.get(f"{server.api}/session", cookies={"queue_session": kept or ""}, timeout=10)
    assert again.status_code == 401


def test_a_page_of_another_site_cannot_press_for_a_clerk(server: Server) -> None:
    clerk = server.staff("zhang")
    url = f"{server.api}/halls/h/counters/1/sign-in"
    foreign = clerk.post(url, json={}, headers={"Origin": "http://evil.example"}, timeout=10)
    assert (foreign.status_code, foreign.json()["code"]) == (403, "foreign-origin")
    assert clerk.post(url, json={}, headers={"Origin": server.url}, timeout=10).status_code == 200


def test_a_ticket_is_opened_by_its_token_alone(server: Server) -> None:
    issued = server.issue()
    view = requests.get(f"{server.api}/tickets/{issued['token']}", timeout=10)
    assert (view.status_code, view.json()["label"]) == (200, "A001")
    assert "lane" not in view.json()
    for guess in (issued["id"], issued["token"][:-1] + "~", issued["id"] + "A" * 16, "x"):
        assert requests.get(f"{server.api}/tickets/{guess}", timeout=10).status_code == 404


def test_a_manager_sees_what_a_clerk_may_not(server: Server) -> None:
    for address in ("live", "journal", "plan", "reports/after-hours"):
        url = f"{server.api}/halls/h/{address}"
        assert server.staff("manager").get(url, timeout=10).status_code == 200, address
        assert server.staff("zhang").get(url, timeout=10).json()["code"] == "not-allowed", address
        assert requests.get(url, timeout=10).json()["code"] == "sign-in-needed", address
