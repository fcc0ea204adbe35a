"""Closing time with people waiting, a kill, midnight, the end and the report: told through the running server."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import requests

from ..serving import Server


def state(server: Server) -> dict[str, Any]:
    return requests.get(f"{server.api}/halls/h/board", timeout=10).json()  # type: ignore[no-any-return]


def serve_next(server: Server, clerk: requests.Session, counter: str, outcome: str = "done") -> str:
    label: str = server.press(clerk, counter, "next").json()["label"]
    server.press(clerk, counter, "start", label=label)
    assert server.press(clerk, counter, "finish", outcome=outcome, label=label).status_code == 200
    return label


def report(server: Server, **query: str) -> requests.Response:
    manager = server.staff("manager")
    return manager.get(f"{server.api}/halls/h/reports/after-hours", params={"date": "2026-11-25", **query}, timeout=30)


def test_closing_time_a_kill_and_midnight_change_nothing_for_those_who_wait(
    server_at: Callable[..., Server],
) -> None:
    # given four people and one clerk, who serves the first when closing time passes
    server = server_at("17:28")
    clerk = server.staff("zhang")
    server.press(clerk, "1", "sign-in", role="A")
    tokens = {number["label"]: number["token"] for number in (server.issue() for _ in range(4))}
    server.press(clerk, "1", "next")
    server.press(clerk, "1", "start", label="A001")
    server.kill()
    server.start("17:31")

    # then the hall goes on, gives no more numbers by itself, and says so
    board = state(server)
    assert (board["day"]["state"], board["day"]["waiting"], board["day"]["serving"]) == ("extended", 3, 1)
    refused = server.with_token(server.terminal_token).post(
        f"{server.api}/halls/h/tickets", json={"service": "household"}, timeout=10
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "tickets-closed")
    late = server.issue(session=clerk, reason="外地赶来")  # a clerk may still admit, with a reason
    assert late["label"] == "A005"

    # when the clerk goes on across a kill and midnight
    server.press(clerk, "1", "finish", outcome="done", label="A001")
    assert serve_next(server, clerk, "1") == "A002"
    server.kill()
    server.start("2026-11-26T00:10:00+08:00")
    assert state(server)["day"]["state"] == "extended"
    assert requests.get(f"{server.api}/tickets/{tokens['A003']}", timeout=10).json()["ahead"] == 0
    assert serve_next(server, clerk, "1", outcome="accepted") == "A003"
    requests.post(f"{server.api}/tickets/{tokens['A004']}/cancel", timeout=10).raise_for_status()
    assert state(server)["day"]["state"] == "extended"
    assert serve_next(server, clerk, "1") == "A005"

    # then the day has closed by itself, and the report tells all of it
    assert state(server)["day"]["state"] == "closed"
    told = report(server).json()
    tables = {table["key"]: table["rows"] for table in told["tables"]}
    (day,) = tables["days"]
    assert (day["waiting_at_closing"], day["serving_at_closing"]) == (3, 1)
    assert (day["finished"], day["cancelled"], day["admitted_late"], day["still_open"]) == (4, 1, 1, 0)
    assert day["extended_s"] >= (6 * 60 + 40) * 60  # to ten past midnight
    assert [row["label"] for row in tables["cases"]] == ["A001", "A002", "A003", "A004", "A005"]
    assert {row["counter"] for row in tables["counters"]} == {"1"}
    assert [row["label"] for row in tables["admitted_late"]] == ["A005"]
    text = report(server, format="csv").content.decode("utf-8-sig")
    assert any("A005" in cell for row in csv.reader(io.StringIO(text)) for cell in row)
    assert server.run("journal", "verify").returncode == 0

    # and the next morning begins with A001
    server.stop()
    server.start("2026-11-26T09:00:00+08:00")
    assert server.issue()["label"] == "A001"


def test_a_manager_closes_the_day_and_each_remaining_number_has_a_first_place_on_a_later_day(
    server_at: Callable[..., Server],
) -> None:
    server = server_at("17:29")
    waiting = [server.issue() for _ in range(2)]
    given_back = server.issue()
    requests.post(f"{server.api}/tickets/{given_back['token']}/cancel", timeout=10)
    manager = server.staff("manager")
    close = f"{server.api}/halls/h/day/close"
    entry = {"reason": "系统故障", "explanation": "已当面说明", "on": "2026-11-26"}

    left_out = manager.post(close, json={"remaining": [{"label": "A001", **entry}]}, timeout=10)
    assert (left_out.status_code, left_out.json()["code"], left_out.json()["labels"]) == (
        409,
        "tickets-remain",
        ["A002"],
    )
    today = manager.post(
        close,
        json={"remaining": [{"label": label, **entry, "on": "2026-11-25"} for label in ("A001", "A002")]},
        timeout=10,
    )
    assert (today.status_code, today.json()["code"]) == (422, "date-not-later")
    clerk = server.staff("zhang").post(close, json={"remaining": []}, timeout=10)
    assert (clerk.status_code, clerk.json()["code"]) == (403, "not-allowed")
    closed = manager.post(
        close, json={"remaining": [{"label": label, **entry} for label in ("A001", "A002")]}, timeout=10
    )
    assert (closed.status_code, closed.json()["day"]["state"]) == (200, "closed")
    ticket = requests.get(f"{server.api}/tickets/{waiting[0]['token']}", timeout=10).json()
    assert (ticket["outcome"], ticket["explanation"], ticket["on"]) == ("carried_over", "已当面说明", "2026-11-26")

    # the next day its holder is first, before somebody who came earlier that morning
    server.stop()
    server.start("2026-11-26T09:00:00+08:00")
    server.issue()
    manager = server.staff("manager")
    promised = server.issue(session=manager, carried_from=waiting[0]["id"])
    clerk = server.staff("zhang")
    server.press(clerk, "1", "sign-in", role="A")
    assert server.press(clerk, "1", "next").json()["label"] == promised["label"] == "A002"

    # and the phone that still shows yesterday's number leads to it
    past = requests.get(f"{server.api}/tickets/{waiting[0]['token']}", timeout=10).json()
    assert past["continued"] == {"label": "A002", "url": promised["url"]}
    past = requests.get(f"{server.api}/tickets/{waiting[1]['token']}", timeout=10).json()
    assert past["continued"] is None

    # where nothing can be done with it any more: it is over, and nobody says that there was none
    phone = f"{server.api}/tickets/{waiting[1]['token']}"
    presses = [requests.post(f"{phone}/{press}", timeout=10) for press in ("cancel", "rejoin")]
    again = manager.post(f"{server.api}/halls/h/slips", json={"ticket": given_back["id"]}, timeout=10)
    for over, label in zip([*presses, again], ("A002", "A002", "A003"), strict=True):
        assert (over.status_code, over.json()["code"], over.json()["label"]) == (409, "ticket-ended", label)
    nobodys = manager.post(f"{server.api}/halls/h/slips", json={"ticket": "nobody's"}, timeout=10)
    assert (nobodys.status_code, nobodys.json()["code"]) == (404, "unknown-ticket")
