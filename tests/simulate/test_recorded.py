from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from queue_server.hall import commands as c
from queue_server.hall.instants import MINUTE, SECOND
from queue_server.simulate.compare import compare
from queue_server.simulate.recorded import DayTooLarge, Recorded, last_recorded, recorded
from queue_server.simulate.visits import told
from tests.hall.halls import CITIZEN, KIOSK, MANAGER, MONDAY, at
from tests.journal.kept import HALL, KeptHall
from tests.reports.told import LI, ZHANG, Teller, all_days, issue, read, rows


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptHall]:
    hall = KeptHall(tmp_path / "queue.sqlite", now=at("08:00"))
    yield hall
    hall.close()


def day_of(kept: KeptHall, date: object = MONDAY, most: int | None = None) -> Recorded:
    plan = kept.ask(lambda h, now: h.plan)
    found = kept.database.study(lambda connection: recorded(connection, HALL, plan, date, most))  # type: ignore[arg-type]
    assert found is not None
    return found


def a_day(tell: Teller) -> None:
    tell("08:50", ZHANG, c.SignIn("1"))
    tell("09:00", KIOSK, issue("a1"), issue("a2", lane="elderly", persons=2), issue("a3"), issue("a4"), issue("a5"))
    tell("09:00", ZHANG, c.CallNext("1"))
    tell("09:01", ZHANG, c.StartServing("1"))
    tell("09:05", ZHANG, c.Park("1", "填表"))
    tell("09:06", ZHANG, c.Pause("1", "取材料", 10))
    tell("09:15", ZHANG, c.Resume("1"), c.Unpark("1", "A002"))
    tell("09:16", ZHANG, c.StartServing("1"))
    tell("09:20", ZHANG, c.Finish("1", "done"))
    tell("09:21", CITIZEN, c.CancelTicket("a3"))
    tell("09:30", ZHANG, c.CallNext("1"), c.StartServing("1"))
    tell("09:40", ZHANG, c.Transfer("1", "exit-entry"))
    for clock in ("09:45", "09:50", "09:55"):
        tell(clock, ZHANG, c.CallLabel("1", "A004", "病"), c.NoShow("1"))
        if clock != "09:55":
            tell(clock, CITIZEN, c.RejoinTicket("a4"))
    tell("17:10", LI, c.SignIn("2"))
    tell("17:20", MANAGER, issue("a6", reason="路远", may_admit=True))
    tell("17:31", LI, c.CallNext("2"), c.StartServing("2"))
    tell("17:40", LI, c.Finish("2", "done"))
    tell("17:40", ZHANG, c.SignOut("1"))
    remaining = tell.kept.ask(lambda h, now: list(h.by_label))
    tell("17:50", MANAGER, c.CloseDay(tuple(_later(label) for label in remaining)))


def test_each_turn_comes_when_it_began_to_wait_and_keeps_its_counter_as_long_as_it_did(kept: KeptHall) -> None:
    a_day(Teller(kept))

    arrivals = day_of(kept).arrivals

    assert [(a.at, a.service, a.lane, a.serving_us / MINUTE, a.persons, a.admitted) for a in arrivals] == [
        (at("09:00"), "household", "ordinary", 10, 1, False),  # a1, until its transfer
        (at("09:00"), "household", "elderly", 10, 2, False),  # a2, without its ten minutes away
        (at("09:00"), "household", "ordinary", 1, 1, False),  # a4 never came
        (at("09:00"), "household", "ordinary", 10, 1, False),  # a5 is left: the usual time; a3 was given back
        (at("09:40"), "exit-entry", "ordinary", 9, 1, True),  # a1's second turn
        (at("17:20"), "household", "ordinary", 10, 1, True),  # a6, admitted late
    ]


def test_who_was_on_post_when_without_pauses(kept: KeptHall) -> None:
    a_day(Teller(kept))

    assert day_of(kept).posts == {
        "1": [(None, at("09:06")), (at("09:15"), None)],
        "2": [(at("17:10"), None)],
        "3": [],
    }


def test_the_day_as_it_was_has_the_waits_of_the_reports(kept: KeptHall) -> None:
    all_days(Teller(kept))

    was = told(day_of(kept).was, [])

    in_report = rows(read(kept, "lanes"), "lanes", "lane", "mean_wait_s", "p90_wait_s", "longest_wait_s")
    for lane in ("ordinary", "elderly"):
        spread = was["lanes"][lane]
        assert (lane, spread["mean_s"], spread["p90_s"], spread["longest_s"]) in in_report


def test_the_day_as_it_was_stands_first_beside_what_plans_make_of_it(kept: KeptHall) -> None:
    a_day(Teller(kept))
    day = day_of(kept)

    result = compare([("plan", kept.ask(lambda h, now: h.plan))], day.arrivals, day.posts, day.was)

    was, plan = result["days"]
    assert (was["name"], plan["name"]) == ("", "plan")
    assert was["closing"]["extended_s"] == 600
    assert plan["refused"] == {}
    assert plan["served"] == 6


def test_a_case_carried_over_goes_by_the_lane_with_the_greatest_head_start(kept: KeptHall) -> None:
    tell = Teller(kept)
    all_days(tell)
    tell.date = MONDAY + timedelta(days=2)
    tell("17:50", MANAGER, c.CloseDay((_later("A001"), _later("A002"))))

    assert [arrival.lane for arrival in day_of(kept, tell.date).arrivals] == ["urgent", "urgent"]


def _later(label: str) -> c.Remaining:
    return c.Remaining(label, "停电", "已说明", MONDAY + timedelta(days=4))


def test_only_a_day_that_is_over_can_be_played(kept: KeptHall) -> None:
    plan = kept.ask(lambda h, now: h.plan)
    tell = Teller(kept)
    tell("09:00", KIOSK, issue("a1"))

    assert kept.database.study(lambda connection: last_recorded(connection, HALL)) is None
    assert kept.database.study(lambda connection: recorded(connection, HALL, plan, MONDAY)) is None
    tell("17:50", MANAGER, c.CloseDay((_later("A001"),)))
    assert kept.database.study(lambda connection: last_recorded(connection, HALL)) == MONDAY
    assert day_of(kept).arrivals[0].serving_us == 480 * SECOND  # nobody was served: as long as the plan says


def test_a_day_of_more_turns_than_may_be_played_is_refused(kept: KeptHall) -> None:
    a_day(Teller(kept))

    with pytest.raises(DayTooLarge):
        day_of(kept, most=5)
