"""A police station that never closes: two days of it, with the power gone at midnight.

Told through a real journal, since what counts here is what the file says afterwards.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from queue_server.hall import commands as c
from queue_server.hall.instants import HOUR
from queue_server.reports import REPORTS
from queue_server.reports.shapes import Row

from ..hall.halls import MONDAY, at, clerk, plan_with
from ..journal.kept import HALL, KeptHall

TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)
ALL_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NIGHT, DAY = clerk("night"), clerk("day")


@pytest.mark.parametrize("from_the_first_line", [False, True])
def test_two_days_at_a_station_that_never_closes(tmp_path: Path, from_the_first_line: bool) -> None:
    plan = plan_with(hours={"week": {day: ["00:00-24:00"] for day in ALL_WEEK}, "last_ticket_min": 10})
    station = KeptHall(tmp_path / "hall.sqlite", plan, now=at("09:00"))

    # Monday, 9:00. One clerk by day, another from 22:00 on.
    station.do(c.SignIn("1"), DAY)
    served = station.issue()
    station.serve("1")
    station.at("09:20")
    station.finish("1")
    station.at("22:00")
    station.do(c.SignOut("1"), DAY)
    station.do(c.SignIn("1"), NIGHT)

    # 23:40. Three people; one is being served, one waits and one has missed the call when the day ends.
    station.at("23:40")
    missed, serving, waiting = (station.issue() for _ in range(3))
    station.press(c.CallNext("1"))
    station.at("23:50")
    station.press(c.NoShow("1"))
    station.serve("1")

    # Midnight. The power goes before the first tick of the new day, and again right after it.
    station.now = at("00:00", TUESDAY)
    station.restart(from_the_first_line)
    assert station.ask(lambda h, now: (h.day.date, h.phase(now))) == (MONDAY, "extended")
    station.at("00:00", TUESDAY)
    before = station.state()
    station.restart(from_the_first_line)
    assert station.state() == before
    assert station.ask(lambda h, now: (h.day.date, h.phase(now))) == (TUESDAY, "open")
    states = station.ask(lambda h, now: {ticket.id: ticket.state for ticket in h.tickets.values()})
    assert states == {missed: "missed", serving: "serving", waiting: "waiting"}

    # 0:05. A newcomer gets the first number that nobody holds; the one who missed reports again.
    newcomer = station.at("00:05").issue()
    station.rejoin(missed)
    assert station.ask(lambda h, now: h.tickets[newcomer].label) == "A001"
    called = []
    for _ in range(4):
        called.append(station.ask(lambda h, now: h.current_of("1").label))
        station.wait(5)
        station.finish("1")
        if len(called) < 4:
            station.serve("1")
    assert called == ["A003", "A004", "A001", "A002"]

    # 6:00. The day's clerk again; Wednesday begins with nobody there but the night's.
    station.at("06:00")
    station.do(c.SignOut("1"), NIGHT)
    station.do(c.SignIn("1"), DAY)
    station.at("22:00")
    station.do(c.SignOut("1"), DAY)
    station.do(c.SignIn("1"), NIGHT)
    station.at("00:00", WEDNESDAY)
    station.restart(from_the_first_line)
    assert station.ask(lambda h, now: (h.day.date, h.counters["1"].post.clerk)) == (WEDNESDAY, "night")

    # Each day has its own part of each night, and every number its own day.
    monday, tuesday = (_clerks(station, day) for day in (MONDAY, TUESDAY))
    assert (monday["day"]["on_post_s"], monday["night"]["on_post_s"]) == (13 * 3600, 2 * 3600)
    assert (tuesday["day"]["on_post_s"], tuesday["night"]["on_post_s"]) == (16 * 3600, 8 * 3600)
    issued = {row["date"]: row["issued"] for row in _rows(station, "day", "days")}
    assert issued == {"2026-10-12": 4, "2026-10-13": 1, "2026-10-14": 0}
    late = {row["label"]: row["at_closing"] for row in _rows(station, "after-hours", "cases")}
    assert late == {"A002": "missed", "A003": "serving", "A004": "waiting"}
    stays = [(row["date"], row["clerk"], row["served"]) for row in _rows(station, "after-hours", "counters")]
    assert stays == [("2026-10-12", "night", 3)]
    ended = {row["ticket"]: row["outcome"] for row in station.register("tickets")}
    assert ended == dict.fromkeys((served, missed, serving, waiting, newcomer), "done")
    kept = station.registers()
    station.journal.rebuild(HALL)
    assert station.registers() == kept
    station.close()


def test_a_post_that_is_held_for_days_is_in_the_report_of_each(tmp_path: Path) -> None:
    plan = plan_with(hours={"week": {day: ["00:00-24:00"] for day in ALL_WEEK}, "last_ticket_min": 0})
    station = KeptHall(tmp_path / "hall.sqlite", plan, now=at("12:00"))
    station.do(c.SignIn("1"), DAY)
    station.do(c.Pause("1", "bed"), DAY)
    for date in (TUESDAY, WEDNESDAY):
        station.at("00:00", date)
    station.at("01:00", WEDNESDAY)
    station.do(c.Resume("1"), DAY)

    figures = [_clerks(station, date)["day"] for date in (MONDAY, TUESDAY, WEDNESDAY)]

    hour = HOUR // 1_000_000
    assert [row["on_post_s"] for row in figures] == [12 * hour, 24 * hour, 1 * hour]
    assert [row["paused_s"] for row in figures] == [12 * hour, 24 * hour, 1 * hour]
    station.close()


def _rows(station: KeptHall, name: str, table: str, first: Any = MONDAY, last: Any = WEDNESDAY) -> list[Row]:
    plan = station.ask(lambda h, now: h.plan)
    report = station.database.read(lambda connection: REPORTS[name].make(connection, HALL, plan, first, last))
    return next(list(found.rows) for found in report.tables if found.key == table)


def _clerks(station: KeptHall, date: Any) -> dict[str, Row]:
    return {row["clerk"]: row for row in _rows(station, "clerks", "clerks", date, date)}
