"""A number by the label on its slip: what the kiosk may know and do, and nobody else in the hall."""

from __future__ import annotations

import pytest
import requests

from ..serving import Server
from .test_contract import code_of


@pytest.fixture
def kiosk(server: Server) -> requests.Session:
    return server.with_token(server.kiosk_token)


def missed(server: Server) -> str:
    """A number that did not come when it was called."""
    clerk = server.staff("zhang")
    server.press(clerk, "1", "sign-in")
    server.issue()
    label = str(server.press(clerk, "1", "next").json()["label"])
    assert server.press(clerk, "1", "no-show").status_code == 200
    return label


def address(server: Server, label: str, what: str = "") -> str:
    return f"{server.api}/halls/h/tickets/{label}{what}"


def test_the_kiosk_tells_what_is_called_out_in_the_hall_and_gives_no_key_to_the_number(
    server: Server, kiosk: requests.Session
) -> None:
    clerk = server.staff("zhang")
    server.press(clerk, "1", "sign-in")
    first, second = server.issue(lane="elderly"), server.issue()
    server.press(clerk, "1", "next")

    called = kiosk.get(address(server, first["label"]), timeout=10)
    waiting = kiosk.get(address(server, second["label"]), timeout=10).json()

    assert (called.json()["state"], called.json()["counter"]["id"]) == ("called", "1")
    assert (waiting["state"], waiting["ahead"], waiting["can_rejoin"]) == ("waiting", 0, False)
    for secret in (first["id"], first["token"], "elderly"):
        assert secret not in called.text


def test_an_ended_number_is_known_as_ended_and_not_how(server: Server, kiosk: requests.Session) -> None:
    issued = server.issue()
    requests.post(f"{server.api}/tickets/{issued['token']}/cancel", timeout=10)

    ended = kiosk.get(address(server, "A001"), timeout=10)

    assert ended.json()["state"] == "ended"
    assert "cancelled" not in ended.text
    assert code_of(kiosk.get(address(server, "A001", "/why"), timeout=10)) == (409, "ticket-ended")
    again = kiosk.post(address(server, "A001", "/rejoin"), timeout=10)
    assert code_of(again) == (409, "ticket-ended")
    assert again.json().keys() == {"type", "title", "status", "code", "words", "label"}
    assert code_of(kiosk.get(address(server, "A002"), timeout=10)) == (404, "unknown-ticket")


def test_a_missed_number_reports_again_at_the_kiosk_and_the_journal_says_where(
    server: Server, kiosk: requests.Session
) -> None:
    label = missed(server)
    assert kiosk.get(address(server, label), timeout=10).json()["can_rejoin"]

    answer = kiosk.post(address(server, label, "/rejoin"), timeout=10)

    assert (answer.status_code, answer.json()["state"]) == (200, "waiting")
    assert code_of(kiosk.post(address(server, label, "/rejoin"), timeout=10)) == (409, "illegal-move")
    journal = server.staff("manager").get(f"{server.api}/halls/h/journal", timeout=10).json()
    assert [line["by"] for line in journal["lines"] if line["kind"] == "ticket.rejoined"] == ["device:kiosk-1"]


def test_the_kiosk_tells_why_others_went_first(server: Server, kiosk: requests.Session) -> None:
    server.issue()

    why = kiosk.get(address(server, "A001", "/why"), timeout=10).json()

    assert why["words"]["zh"] == "在您之后取号的人中，没有人先办理户政。"


def test_nobody_without_a_device_of_the_hall_can_ask_by_label(server: Server) -> None:
    label = missed(server)
    for who, refusal in (
        (requests.Session(), (401, "sign-in-needed")),
        (server.with_token(server.printer_token), (403, "not-allowed")),
    ):
        assert code_of(who.get(address(server, label), timeout=10)) == refusal
        assert code_of(who.get(address(server, label, "/why"), timeout=10)) == refusal
        assert code_of(who.post(address(server, label, "/rejoin"), timeout=10)) == refusal
