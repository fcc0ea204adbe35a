"""What somebody who waits may know of those who went first: how many, and nobody's lane."""

from __future__ import annotations

import pytest

from queue_server.hall import commands as c
from queue_server.hall.why import gone_before

from .halls import Stage


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.sign_in("1", "2", "3")
    return stage


def test_nobody_who_came_before_counts(stage: Stage) -> None:
    stage.issue()
    mine = stage.issue()
    stage.serve("1")

    assert gone_before(stage.hall, mine) == (0, 0)


def test_later_numbers_that_were_called_count_by_their_service(stage: Stage) -> None:
    mine = stage.issue()
    stage.wait(1)
    stage.issue(lane="elderly")
    stage.issue("traffic")
    stage.issue("exit-entry")
    stage.serve("1")
    stage.serve("3")

    assert gone_before(stage.hall, mine) == (1, 1)


def test_who_was_called_and_missed_it_went_first_too(stage: Stage) -> None:
    mine = stage.issue()
    stage.wait(1)
    stage.issue(lane="elderly")
    stage.next("1")
    stage.wait(5)
    stage.press(c.NoShow("1"))

    assert gone_before(stage.hall, mine) == (1, 0)


def test_who_was_served_for_another_service_and_then_sent_here_did_not(stage: Stage) -> None:
    mine = stage.issue()
    stage.issue("traffic")
    stage.serve("3")
    stage.press(c.Transfer("3", "household"))

    assert gone_before(stage.hall, mine) == (0, 1)
