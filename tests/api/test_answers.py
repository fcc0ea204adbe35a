"""A press is answered with what it decided; whoever wants the whole view gets it pushed, or asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from queue_server.live import views

from .test_powers import Hall, Somebody


@pytest.fixture
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    made = Hall(tmp_path_factory.mktemp("answers"))
    yield made
    made.server.close()


def post(hall: Hall, who: Somebody, path: str, body: Any = None, key: str = "") -> tuple[int, Any]:
    """(status, JSON)"""
    headers = who.headers | ({"Idempotency-Key": key} if key else {})
    answer = hall.client.post(f"/api/v1{path}", json=body, headers=headers)
    return answer.status_code, answer.get_json()


def broken(*_: Any, **__: Any) -> Any:
    raise RuntimeError("this view cannot be made")


def test_no_press_waits_for_a_whole_view_of_the_hall(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk, manager, kiosk = (hall.here[who] for who in ("clerk", "manager", "kiosk"))
    at = "/halls/h/counters/1"
    for whole in ("live", "counter", "board", "kiosk", "window"):
        monkeypatch.setattr(views, whole, broken)

    _, signed_in = post(hall, clerk, f"{at}/sign-in", {"role": "A"})
    _, paused = post(hall, clerk, f"{at}/pause", {"reason": "取材料", "minutes": 5})
    _, resumed = post(hall, clerk, f"{at}/resume")
    _, issued = post(hall, kiosk, "/halls/h/tickets", {"service": "household"})
    _, called = post(hall, clerk, f"{at}/next")
    _, up = post(hall, manager, "/halls/h/registers/bulletins", {"zh": "系统维护"})
    _, down = post(hall, manager, f"/halls/h/registers/bulletins/{up['id']}/take-down")
    case = {"label": "A001", "reason": "系统故障", "explanation": "已说明", "on": "2026-11-26"}
    status, closed = post(hall, manager, "/halls/h/day/close", {"remaining": [case]})

    assert (signed_in["counter"]["id"], signed_in["post"]["role"]) == ("1", "A")
    assert (paused["pause"]["reason"], resumed["pause"]) == ("取材料", None)
    assert (issued["label"], called["label"], down["state"]) == ("A001", "A001", "taken_down")
    assert (status, closed["day"]["state"]) == (200, "closed")
    assert closed["carried"] == [{"label": "A001", "on": "2026-11-26"}]


def test_a_view_that_cannot_be_made_takes_no_press_back(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk, kiosk = hall.here["clerk"], hall.here["kiosk"]
    post(hall, clerk, "/halls/h/counters/1/sign-in", {"role": "A"})
    post(hall, kiosk, "/halls/h/tickets", {"service": "household"})
    before = hall.house.journal.head("h")
    monkeypatch.setattr(views, "current_ticket", broken)

    first = post(hall, clerk, "/halls/h/counters/1/next", key="pressed once")
    again = post(hall, clerk, "/halls/h/counters/1/next", key="pressed once")

    head, lines = hall.house.journal.lines("h", before)
    assert first == again == (200, {"seq": head})
    assert [line.kind for line in lines] == ["ticket.called"]
    current = hall.house.journal.ask("h", lambda h, now: h.current_of("1"))
    assert (current.label, current.state) == ("A001", "called")


def test_a_number_is_given_with_a_word_on_the_wait_or_without(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "forecast", broken)

    status, issued = post(hall, hall.here["kiosk"], "/halls/h/tickets", {"service": "household"})

    assert (status, issued["label"], issued["ahead"], issued["forecast"]) == (201, "A001", 0, None)


def test_a_number_keeps_its_address_even_when_nothing_can_be_said_of_it(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(hall.house.journal.ask("h", lambda h, now: h)), "ahead", broken)

    status, issued = post(hall, hall.here["kiosk"], "/halls/h/tickets", {"service": "household"}, key="once")
    monkeypatch.undo()

    assert status == 201
    assert hall.client.get(f"/api/v1/tickets/{issued['token']}").get_json()["label"] == "A001"
    again = post(hall, hall.here["kiosk"], "/halls/h/tickets", {"service": "household"}, key="once")
    assert again == (201, issued)


def test_a_session_tells_what_its_account_may_and_where(hall: Hall) -> None:
    def session(who: Somebody) -> Any:
        return hall.client.get("/api/v1/session", headers=who.headers).get_json()

    clerk, reviewer = session(hall.here["clerk"]), session(hall.everywhere["reviewer of a branch"])

    assert (clerk["role"], clerk["hall"]) == ("clerk", "h")
    assert clerk["powers"] == ["admit", "appointments", "book", "issue", "print", "serve", "session"]
    assert clerk["scope"] == {"hall": "h", "branch": None}
    assert reviewer["scope"] == {"hall": None, "branch": "population"}
    assert set(reviewer["powers"]) == {"live", "reports", "session"}
