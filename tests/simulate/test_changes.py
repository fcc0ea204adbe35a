from __future__ import annotations

from typing import Any

import pytest

from queue_server.hall.errors import PlanInvalid, UnknownCounter, UnknownLane
from queue_server.simulate import Change, changed
from tests.hall.halls import MONDAY, plan_with, refused


def test_one_more_counter_does_what_the_other_does() -> None:
    plan = changed(plan_with(), Change(like=("3", "3")), MONDAY)

    three, new, another = plan.counter_by_id["3"], plan.counter_by_id["3-2"], plan.counter_by_id["3-3"]
    assert (new.serves, new.support) == (another.serves, another.support) == (three.serves, three.support)
    assert list(plan.counter_by_id) == ["1", "2", "3", "3-2", "3-3"]


@pytest.mark.parametrize(
    ("hours", "later", "then"),
    [
        (["09:00-12:00", "14:00-17:30"], 60, ["09:00-12:00", "14:00-18:30"]),
        (["09:00-12:00", "14:00-17:30"], -30, ["09:00-12:00", "14:00-17:00"]),
        (["09:00-12:00", "14:00-17:30"], -240, ["09:00-12:00"]),
        (["09:00-23:30"], 30, ["09:00-24:00"]),
        (["18:00-23:30"], 60, ["18:00-00:30"]),
        (["18:00-02:00"], -180, ["18:00-23:00"]),
    ],
)
def test_the_day_closes_later_or_earlier_and_no_other_day_does(hours: list[str], later: int, then: list[str]) -> None:
    plan = plan_with(hours={"week": {"mon": hours}, "last_ticket_min": 0})

    found = changed(plan, Change(closing_min=later), MONDAY)

    assert found.hours.on(MONDAY) == then
    assert found.hours.week == plan.hours.week


def test_hours_that_were_set_for_the_date_are_changed_too() -> None:
    plan = plan_with(hours={"open": [{"date": "2026-10-12", "hours": ["10:00-15:00"]}]})

    assert changed(plan, Change(closing_min=60), MONDAY).hours.on(MONDAY) == ["10:00-16:00"]


@pytest.mark.parametrize("lane", ["ordinary", "elderly"])
def test_a_lane_gets_another_rate_and_keeps_the_rest(lane: str) -> None:
    before = plan_with().lane_by_id[lane]

    found = changed(plan_with(), Change(lane=lane, rate=2), MONDAY).lane_by_id[lane]

    assert found == before.model_copy(update={"rate": 2.0})


def test_a_lane_gets_another_head_start() -> None:
    found = changed(plan_with(), Change(lane="elderly", head_start_min=0), MONDAY)

    assert (found.lane_by_id["elderly"].head_start_us, found.lane_by_id["elderly"].rate) == (0, 4)


def test_what_is_not_in_the_plan_cannot_be_changed() -> None:
    with refused(UnknownCounter, counter="9"):
        changed(plan_with(), Change(like=("9",)), MONDAY)
    with refused(UnknownLane, lane="none"):
        changed(plan_with(), Change(lane="none", rate=1), MONDAY)


def test_a_change_that_makes_no_plan_is_refused() -> None:
    plan: Any = plan_with(hours={"week": {"mon": ["09:00-12:00"]}, "last_ticket_min": 60})

    with pytest.raises(PlanInvalid):
        changed(plan, Change(closing_min=-150), MONDAY)
