"""A day that is over, played with small changes of the plan, over HTTP."""

from __future__ import annotations

import requests

from ..serving import Server
from .test_contract import code_of


def asked(server: Server, who: requests.Session, **body: object) -> requests.Response:
    return who.post(f"{server.api}/halls/h/what-if", json=body, timeout=20)


def test_a_day_that_is_over_is_played_with_changes_of_the_plan(server: Server) -> None:
    manager, clerk = server.staff("manager"), server.staff("zhang")
    assert asked(server, manager).json() == {"date": None, "timezone": "Asia/Shanghai", "at": [], "days": []}
    server.press(clerk, "1", "sign-in")
    for _ in range(3):
        server.issue("household")
    server.press(clerk, "1", "next")
    server.press(clerk, "1", "start")
    server.press(clerk, "1", "finish", outcome="done")
    assert code_of(asked(server, manager, date="2026-11-25")) == (404, "no-recorded-day")  # it still runs
    remaining = [
        {"label": label, "reason": "停电", "explanation": "已说明", "on": "2026-11-26"} for label in ("A002", "A003")
    ]
    closed = manager.post(f"{server.api}/halls/h/day/close", json={"remaining": remaining}, timeout=10)
    assert closed.status_code == 200
    head = manager.get(f"{server.api}/halls/h/journal", timeout=10).json()["head"]

    told = asked(server, manager, changes=[{"like": ["1"]}, {"closing_min": 60}]).json()

    assert told["date"] == "2026-11-25"
    assert [(day["name"], day["tickets"]) for day in told["days"]] == [
        ("", 3),
        ("plan", 3),
        ("change", 3),
        ("change", 3),
    ]
    was, plan, more, later = told["days"]
    assert (was["served"], plan["served"]) == (1, 3)
    assert (was["never_called"], plan["never_called"]) == (2, 0)
    assert later["closing"]["closing_at"] > plan["closing"]["closing_at"]
    assert more["manned_s"] > plan["manned_s"]
    assert all(len(day["waiting"]) == len(told["at"]) for day in told["days"])
    assert manager.get(f"{server.api}/halls/h/journal", timeout=10).json()["head"] == head  # nothing is written

    assert code_of(asked(server, manager, changes=[{"like": ["nine"]}])) == (404, "unknown-counter")
    assert code_of(asked(server, manager, changes=[{"lane": "none"}])) == (404, "unknown-lane")
    assert code_of(asked(server, manager, changes=[{}] * 5)) == (422, "bad-request")
    assert code_of(asked(server, manager, date="2026-11-24")) == (404, "no-recorded-day")
    assert code_of(asked(server, clerk)) == (403, "not-allowed")
