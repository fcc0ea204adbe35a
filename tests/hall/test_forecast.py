"""The rough wait: a range for the first moments of a server, and for a hall too full to be run forward."""

from __future__ import annotations

import pytest

from queue_server.hall import commands as c
from queue_server.hall.forecast import rough
from queue_server.hall.instants import SECOND
from queue_server.hall.learned import Told, shown_minutes

from .halls import Stage, at, plan_with


@pytest.mark.parametrize(
    ("low_s", "high_s", "shown"),
    [
        (743, 1490, (12, 25)),
        (30, 200, (0, 4)),
        (600, 600, (10, 11)),  # never a single point
        (0, 0, (0, 1)),
        (7270, 7310, (120, 130)),  # from an hour on in steps of five minutes, ten wide at least
        (3120, 3720, (50, 65)),
        (3120, 3540, (52, 59)),
        (120, 3660, (0, 65)),
    ],
)
def test_a_wait_is_told_in_whole_minutes_rounded_outwards(low_s: int, high_s: int, shown: tuple[int, int]) -> None:
    assert shown_minutes(low_s * SECOND, high_s * SECOND) == shown


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.sign_in("1", "2")
    return stage


def forecast(stage: Stage, ahead: int, service: str = "household") -> tuple[int, int, int] | None:
    return rough(stage.hall, service, "ordinary", ahead, stage.now)


def test_while_nobody_is_on_post_for_a_service_nobody_can_say(stage: Stage) -> None:
    assert forecast(stage, 0, "traffic") is None


def test_with_a_free_counter_it_is_at_once(stage: Stage) -> None:
    assert forecast(stage, 0) == (0, 0, 60)
    assert forecast(stage, 1) == (0, 0, 60)


def test_with_people_ahead_it_is_the_work_ahead_shared_by_the_counters(stage: Stage) -> None:
    stage.issue()
    stage.issue()
    stage.serve("1")
    stage.serve("2")

    low, mid, high = forecast(stage, 5) or (0, 0, 0)

    assert mid == 6 * 480 / 2  # called when the sixth serving from now ends
    assert 0 < low < mid < high


def test_more_people_ahead_are_a_longer_wait_and_more_counters_a_shorter_one(stage: Stage) -> None:
    mids = [(forecast(stage, ahead) or (0, 0, 0))[1] for ahead in range(8)]
    assert mids == sorted(mids)

    stage.press(c.SignOut("2"))
    assert (forecast(stage, 7) or (0, 0, 0))[1] > mids[7]


def test_before_opening_the_wait_begins_with_the_opening() -> None:
    stage = Stage(now=at("08:50"))
    stage.sign_in("1")

    assert forecast(stage, 0) == (600, 600, 660)


def test_in_a_break_that_the_counters_take_the_wait_begins_with_the_next_session(stage: Stage) -> None:
    stage.press(c.SignOut("2"))
    stage.press(c.Pause("1", "lunch"))
    stage.at("13:00")

    low, mid, _ = forecast(stage, 0) or (0, 0, 0)

    assert low >= 3600
    assert mid == 3600 + 480


def test_in_a_break_through_which_the_plan_lets_counters_serve_it_is_as_ever(stage: Stage) -> None:
    stage.do(c.PublishPlan(plan_with(hours={"break": "extend"})))
    stage.at("13:00")

    assert forecast(stage, 0) == (0, 0, 60)


def test_in_a_break_the_queue_waits_although_somebody_is_still_on_post(stage: Stage) -> None:
    stage.at("13:00")

    assert forecast(stage, 0) == (3600, 3600, 3660)


def test_in_extended_service_it_is_as_ever(stage: Stage) -> None:
    stage.issue()
    stage.at("18:00")

    assert forecast(stage, 0) == (0, 0, 60)


def test_who_comes_in_a_break_in_which_others_are_served_on_is_told_of_the_next_session() -> None:
    stage = Stage(plan_with(hours={"break": "extend"}), now=at("11:50"))
    stage.sign_in("1", "2")
    before = stage.issue()
    stage.at("12:05")
    within = stage.issue(told={"ordinary": Told(1, 2, 3, 2, 2)})

    def soonest(came_at: int) -> int:
        told = rough(stage.hall, "household", "ordinary", 0, stage.now, came_at)
        assert told is not None
        return told[0]

    assert within.told is None
    assert (soonest(before.issued_at), soonest(within.issued_at)) == (0, 115 * 60)
    stage.at("14:00")
    assert soonest(within.issued_at) == 0
