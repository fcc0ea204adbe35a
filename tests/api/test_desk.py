"""What staff do at the desk for a citizen's number, over HTTP."""

from __future__ import annotations

import pytest
import requests

from ..serving import Server


@pytest.mark.parametrize("press", ["cancel", "rejoin"])
def test_a_press_at_the_desk_that_is_sent_again_is_answered_the_same(server: Server, press: str) -> None:
    clerk = server.staff("zhang")
    label = server.issue()["label"]
    if press == "rejoin":
        server.press(clerk, "1", "sign-in")
        server.press(clerk, "1", "next")
        server.press(clerk, "1", "no-show")

    def send() -> tuple[int, object]:
        url = f"{server.api}/halls/h/tickets/{label}/{press}"
        answer = clerk.post(url, headers={"Idempotency-Key": "one press"}, timeout=10)
        return answer.status_code, answer.json()

    first, again = send(), send()

    assert first[0] == 200
    assert again == first


def test_a_number_written_by_hand_is_entered_by_staff_with_its_time_and_why(server: Server) -> None:
    clerk, kiosk = server.staff("zhang"), server.with_token(server.kiosk_token)
    url = f"{server.api}/halls/h/tickets"
    by_hand = {"service": "household", "taken_at": "2026-11-25T09:20:00+08:00", "reason": "停电, 手1"}
    after = server.issue()

    def refused(session: requests.Session, **change: object) -> tuple[int, str]:
        answer = session.post(url, json=by_hand | change, timeout=10)
        return answer.status_code, answer.json()["code"]

    assert refused(kiosk) == (403, "not-allowed")
    assert refused(clerk, reason=" ") == (422, "reason-needed")
    assert refused(clerk, taken_at="2026-11-25T09:20:00") == (422, "bad-request")  # in which zone?
    for taken_at in ("2026-11-25T00:20:00+00:00", "2026-11-25T13:00:00+08:00"):
        assert refused(clerk, taken_at=taken_at) == (422, "taken-at-out-of-range")
    told = clerk.post(url, json=by_hand | {"taken_at": "2026-11-24T09:00:00+08:00"}, timeout=10).json()
    assert told["from_at"] == "2026-11-25T00:50:00Z"

    entered = clerk.post(url, json=by_hand, timeout=10)

    assert entered.status_code == 201
    assert (entered.json()["label"], entered.json()["ahead"]) == ("A002", 0)
    assert requests.get(f"{server.api}/tickets/{after['token']}", timeout=10).json()["ahead"] == 1
    view = requests.get(f"{server.api}/tickets/{entered.json()['token']}", timeout=10).json()
    assert view["issued_at"] == "2026-11-25T01:20:00Z"
