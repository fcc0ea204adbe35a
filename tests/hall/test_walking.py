"""Recalls and walking time: how long somebody gets to come before the number counts as missed."""

from __future__ import annotations

from typing import Any

from queue_server.hall import commands as c
from queue_server.hall.errors import NoShowTooSoon
from queue_server.hall.instants import MINUTE, SECOND

from .halls import PLAN, Stage, plan_with, refused


def hall(more_time: bool = False, **limits: Any) -> Stage:
    """Somebody is called to counter 1."""
    stage = Stage(plan_with(limits=limits))
    stage.sign_in("1")
    stage.issue(more_time=more_time)
    stage.next("1")
    return stage


def test_without_a_plan_of_it_a_number_may_be_missed_at_once() -> None:
    stage = hall()

    stage.press(c.NoShow("1"))

    assert stage.hall.missed


def test_a_number_is_recalled_as_often_as_the_plan_says_before_it_is_missed() -> None:
    stage = hall(recalls=2)
    with refused(NoShowTooSoon, label="A001", recalls_left=2):
        stage.press(c.NoShow("1"))
    stage.press(c.Recall("1"))
    stage.wait(1)
    with refused(NoShowTooSoon, recalls_left=1):
        stage.press(c.NoShow("1"))
    stage.press(c.Recall("1"))

    stage.press(c.NoShow("1"))

    assert stage.hall.missed


def test_after_each_call_there_is_time_to_walk() -> None:
    stage = hall(walking_s=30)
    with refused(NoShowTooSoon, again_at=stage.now + 30 * SECOND, recalls_left=0):
        stage.press(c.NoShow("1"))
    stage.wait(0.4)
    stage.press(c.Recall("1"))
    stage.wait(0.4)
    with refused(NoShowTooSoon):
        stage.press(c.NoShow("1"))

    stage.wait(0.1)
    stage.press(c.NoShow("1"))


def test_who_needs_more_time_gets_it_whatever_the_others_get() -> None:
    stage = hall(more_time=True)
    with refused(NoShowTooSoon, again_at=stage.now + MINUTE):
        stage.press(c.NoShow("1"))

    stage.wait(1)
    stage.press(c.NoShow("1"))

    assert stage.hall.missed


def test_how_much_more_is_in_the_plan() -> None:
    with refused(NoShowTooSoon, again_at=hall().now + 2 * MINUTE):
        hall(more_time=True, walking_more_s=120).press(c.NoShow("1"))


def test_a_lane_may_mean_more_time() -> None:
    lanes = [PLAN["lanes"][0] | {"more_time": True}, *PLAN["lanes"][1:]]
    stage = Stage(plan_with(lanes=lanes))

    assert stage.issue(lane="elderly").more_time
    assert not stage.issue().more_time
    assert stage.issue(more_time=True).more_time
