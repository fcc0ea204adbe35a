"""The wait that a citizen is told, over HTTP: at the kiosk, on the number and on the phone the same."""

from __future__ import annotations

import requests

from queue_server.hall.learned import shown_minutes

from ..serving import Server, until


def journal_of(server: Server, manager: requests.Session) -> list[dict[str, object]]:
    lines: list[dict[str, object]] = manager.get(f"{server.api}/halls/h/journal?after=0", timeout=10).json()["lines"]
    return lines


def told(server: Server, manager: requests.Session, ticket: str) -> object:
    """What the journal keeps of it."""
    issued = [line for line in journal_of(server, manager) if line["kind"] == "ticket.issued"]
    return next(line["data"]["told"] for line in issued if line["data"]["ticket"] == ticket)  # type: ignore[index]


def test_what_a_citizen_is_told_is_kept_and_judged(server: Server) -> None:
    manager, clerk = server.staff("manager"), server.staff("zhang")
    assert server.issue()["forecast"] is None  # nobody is on post
    server.press(clerk, "1", "sign-in")
    server.press(clerk, "1", "next")
    server.press(clerk, "1", "start")

    def issued() -> bool:
        return told(server, manager, server.issue()["id"]) is not None

    until(issued, True)
    answer = server.issue()
    forecast = answer["forecast"]
    kept = told(server, manager, answer["id"])
    assert isinstance(kept, dict)
    low_min, high_min = shown_minutes(kept["low_us"], kept["high_us"])
    assert forecast == {
        "low_s": kept["low_us"] // 1_000_000,
        "mid_s": kept["mid_us"] // 1_000_000,
        "high_s": kept["high_us"] // 1_000_000,
        "low_min": low_min,
        "high_min": high_min,
    }
    assert 0 < forecast["low_s"] <= forecast["mid_s"] <= forecast["high_s"]

    phone = requests.get(f"{server.api}/tickets/{answer['token']}", timeout=10).json()
    assert phone["forecast"]["mid_s"] <= forecast["mid_s"] + 600

    server.press(clerk, "1", "finish", outcome="done")
    server.press(clerk, "1", "call", label=answer["label"], reason="测试")
    server.press(clerk, "1", "start")
    server.press(clerk, "1", "finish", outcome="done")
    report = manager.get(
        f"{server.api}/halls/h/reports/forecasts?from=2026-11-25&to=2026-11-25&format=json", timeout=10
    ).json()
    (ordinary,) = [row for row in report["tables"][0]["rows"] if row["lane"] == "ordinary"]
    assert ordinary["forecasts"] == 1
    assert ordinary["before_low"] == 1.0
