"""Presses at a counter: stale ones, recalls and their spacing, transfers to a counter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from queue_server.hall import commands as c
from queue_server.hall.errors import (
    CounterDoesNotServe,
    CounterIdle,
    CounterPaused,
    HallError,
    NotSignedInHere,
    RecallTooSoon,
    StalePress,
    UnknownCounter,
    UnknownService,
    UnknownTicket,
)
from queue_server.hall.instants import SECOND

from .halls import Stage, clerk, everything, plan_with, refused


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.sign_in("1", "2")
    return stage


PRESSES = [
    c.Recall("1", label="A001"),
    c.StartServing("1", label="A001"),
    c.NoShow("1", label="A001"),
    c.Park("1", "a reason", label="A001"),
    c.Transfer("1", "traffic", label="A001"),
    c.Finish("1", "done", label="A001"),
]


@pytest.mark.parametrize("press", PRESSES, ids=lambda press: type(press).__name__)
def test_a_press_meant_for_another_number_is_stale_and_changes_nothing(stage: Stage, press: c.Press) -> None:
    stage.issue()
    stage.issue()
    stage.next("2")  # A001 went to counter 2
    stage.serve("1")
    before = everything(stage.hall)

    with refused(StalePress, label="A001", current="A002"):
        stage.press(press)

    assert everything(stage.hall) == before


@pytest.mark.parametrize("press", PRESSES, ids=lambda press: type(press).__name__)
def test_at_an_empty_counter_a_press_has_nobody_to_be_about(stage: Stage, press: c.Press) -> None:
    with refused(StalePress, label="A001", current=None):
        stage.press(press)
    with refused(CounterIdle, counter="1"):
        stage.press(replace(press, label=None))


@pytest.mark.parametrize("press", PRESSES, ids=lambda press: type(press).__name__)
def test_only_the_clerk_on_post_presses(stage: Stage, press: c.Press) -> None:
    stage.issue()
    stage.serve("1")

    with refused(NotSignedInHere, counter="1"):
        stage.do(press, clerk("clerk-2"))


def test_the_same_finish_twice_is_stale_the_second_time(stage: Stage) -> None:
    stage.issue()
    stage.serve("1")
    stage.finish("1", label="A001")

    with refused(StalePress, label="A001", current=None):
        stage.finish("1", label="A001")


def test_the_first_recall_is_free_and_the_next_lets_people_walk(stage: Stage) -> None:
    ticket = stage.issue()
    stage.next("1")
    assert stage.hall.can_recall_at(ticket) is None
    stage.press(c.Recall("1"))
    again_at = stage.now + 20 * SECOND

    stage.now = again_at - 1
    with refused(RecallTooSoon, label="A001", again_at=again_at):
        stage.press(c.Recall("1"))
    assert stage.hall.can_recall_at(ticket) == again_at

    stage.now = again_at
    stage.press(c.Recall("1"))
    assert ticket.turn.recalls == 2
    assert ticket.state == "called"


def test_the_spacing_of_recalls_is_in_the_plan() -> None:
    stage = Stage(plan_with(limits={"recall_spacing_s": 0}))
    stage.sign_in("1")
    ticket = stage.issue()
    stage.next("1")

    for _ in range(3):
        stage.press(c.Recall("1"))

    assert ticket.turn.recalls == 3


def test_a_new_call_may_be_recalled_at_once(stage: Stage) -> None:
    ticket = stage.issue()
    stage.next("1")
    stage.press(c.Recall("1"))
    stage.press(c.NoShow("1"))
    stage.do(c.RejoinTicket(ticket.id))
    stage.next("1")

    stage.press(c.Recall("1"))

    assert ticket.turn.recalls == 1


@pytest.mark.parametrize(
    ("command", "error"),
    [
        (c.Transfer("1", "fishing"), UnknownService),
        (c.Transfer("1", "traffic", to_counter="9"), UnknownCounter),
        (c.Transfer("1", "traffic", to_counter="2"), CounterDoesNotServe),
    ],
)
def test_a_transfer_names_a_service_and_a_counter_that_serves_it(
    stage: Stage, command: c.Transfer, error: type[HallError]
) -> None:
    stage.issue()
    stage.serve("1")

    with refused(error):
        stage.press(command)


def test_unpark_names_an_open_number_and_needs_a_counter_that_works(stage: Stage) -> None:
    ticket = stage.issue()
    stage.serve("1")
    stage.press(c.Park("1", "a form"))

    with refused(UnknownTicket, label="A999"):
        stage.press(c.Unpark("1", "A999"))
    stage.press(c.Pause("1", "water"))
    with refused(CounterPaused, counter="1"):
        stage.press(c.Unpark("1", ticket.label))


def test_what_one_clerk_parked_another_can_take_back(stage: Stage) -> None:
    ticket = stage.issue()
    stage.serve("1")
    stage.press(c.Park("1", "a form"))

    stage.press(c.Unpark("2", ticket.label))

    assert stage.hall.counters["2"].current == ticket.id
    assert ticket.turn.counter == "2"
