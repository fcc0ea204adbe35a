"""Who stands at a counter: signing in and out, pauses, and the B who takes over."""

from __future__ import annotations

import pytest

from queue_server.hall import commands as c
from queue_server.hall import facts as f
from queue_server.hall.errors import (
    ClerkElsewhere,
    CounterNotPaused,
    CounterOccupied,
    CounterPaused,
    CounterTaken,
    HallClosed,
    NotSignedInHere,
    ReasonNeeded,
    UnknownCounter,
)
from queue_server.hall.instants import MINUTE

from .halls import MANAGER, Stage, at, clerk, refused

ZHANG, LI = clerk("zhang"), clerk("li")


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.do(c.SignIn("1", "A"), ZHANG)
    return stage


def test_who_signs_in_has_the_post(stage: Stage) -> None:
    post = stage.hall.counters["1"].post

    assert post is not None
    assert (post.clerk, post.role, post.since) == ("zhang", "A", stage.now)
    assert stage.hall.counter_state(stage.hall.counters["1"]) == "free"
    assert stage.hall.counter_state(stage.hall.counters["2"]) == "closed"


def test_signing_in_again_is_no_news(stage: Stage) -> None:
    assert stage.do(c.SignIn("1", "A"), ZHANG) == []


def test_the_same_clerk_may_change_the_role(stage: Stage) -> None:
    stage.do(c.SignIn("1", "B"), ZHANG)

    post = stage.hall.counters["1"].post
    assert post is not None
    assert post.role == "B"


def test_nobody_is_at_two_counters(stage: Stage) -> None:
    with refused(ClerkElsewhere, counter="1"):
        stage.do(c.SignIn("2", "A"), ZHANG)


def test_a_manned_counter_is_taken(stage: Stage) -> None:
    with refused(CounterTaken, counter="1", clerk="zhang"):
        stage.do(c.SignIn("1", "B"), LI)


def test_an_unknown_counter_is_said_so(stage: Stage) -> None:
    with refused(UnknownCounter, counter="9"):
        stage.do(c.SignIn("9", "A"), LI)


def test_b_takes_over_while_a_pauses(stage: Stage) -> None:
    stage.do(c.Pause("1", "a meeting", 30), ZHANG)

    facts = stage.do(c.SignIn("1", "B"), LI)

    assert [type(fact) for fact in facts] == [f.CounterSignedOut, f.CounterSignedIn]
    counter = stage.hall.counters["1"]
    assert counter.post is not None
    assert (counter.post.clerk, counter.post.role, counter.pause) == ("li", "B", None)
    with refused(NotSignedInHere):
        stage.do(c.Resume("1"), ZHANG)


def test_a_pause_has_a_reason_and_maybe_a_time_of_return(stage: Stage) -> None:
    with refused(ReasonNeeded):
        stage.do(c.Pause("1", "  "), ZHANG)
    stage.do(c.Pause("1", "water", 5), ZHANG)

    pause = stage.hall.counters["1"].pause
    assert pause is not None
    assert (pause.reason, pause.since, pause.back_at) == ("water", stage.now, stage.now + 5 * MINUTE)
    assert stage.hall.counter_state(stage.hall.counters["1"]) == "paused"
    with refused(CounterPaused):
        stage.do(c.Pause("1", "more water"), ZHANG)


def test_resuming_ends_the_pause_and_counts_it(stage: Stage) -> None:
    with refused(CounterNotPaused):
        stage.do(c.Resume("1"), ZHANG)
    stage.do(c.Pause("1", "water"), ZHANG)
    stage.wait(5)
    stage.do(c.Resume("1"), ZHANG)

    counter = stage.hall.counters["1"]
    assert counter.pause is None
    assert counter.post is not None
    assert (counter.post.pauses, counter.post.paused_us) == (1, 5 * MINUTE)


def test_nobody_pauses_or_leaves_with_a_citizen_at_the_counter(stage: Stage) -> None:
    stage.issue()
    stage.next("1")

    for command in (c.Pause("1", "water"), c.SignOut("1"), c.SignOut("1", override=True)):
        with refused(CounterOccupied, label="A001", state="called"):
            stage.do(command, ZHANG)


def test_only_who_is_on_post_signs_out_or_a_manager_does(stage: Stage) -> None:
    with refused(NotSignedInHere):
        stage.do(c.SignOut("1"), LI)
    with refused(NotSignedInHere):
        stage.do(c.SignOut("2"), LI)

    stage.do(c.SignOut("1", override=True), MANAGER)

    assert stage.hall.counters["1"].post is None
    assert stage.last(f.CounterSignedOut).clerk == "zhang"
    assert stage.last(f.CounterSignedOut).by == "staff:manager"


def test_when_a_clerk_had_to_leave_a_citizen_behind_the_next_goes_on_with_them(stage: Stage) -> None:
    ticket = stage.issue()
    stage.do(c.CallNext("1"), ZHANG)
    stage.do(c.StartServing("1"), ZHANG)

    stage.do(c.SignOut("1", override=True), MANAGER)
    assert stage.hall.counters["1"].current == ticket.id
    stage.do(c.SignIn("1", "B"), LI)
    stage.do(c.Finish("1", "done", label="A001"), LI)

    assert ticket.outcome == "done"
    assert stage.hall.counters["1"].current is None


def test_leaving_the_post_keeps_what_was_parked_there(stage: Stage) -> None:
    ticket = stage.issue()
    stage.do(c.CallNext("1"), ZHANG)
    stage.do(c.StartServing("1"), ZHANG)
    stage.do(c.Park("1", "a form"), ZHANG)
    stage.do(c.SignOut("1"), ZHANG)
    stage.do(c.SignIn("1", "B"), LI)

    stage.do(c.Unpark("1", ticket.label), LI)

    assert stage.hall.counters["1"].current == ticket.id


def test_a_pause_ends_with_the_post(stage: Stage) -> None:
    stage.do(c.Pause("1", "lunch"), ZHANG)
    stage.do(c.SignOut("1"), ZHANG)

    stage.do(c.SignIn("1", "A"), ZHANG)

    assert stage.hall.counter_state(stage.hall.counters["1"]) == "free"


def test_nobody_takes_a_post_while_no_day_is_running() -> None:
    """They would stand there until somebody thought of it: nobody signs them out at a closing time that has passed."""
    stage = Stage(now=at("08:49"))
    with refused(HallClosed, next_opens_at=at("09:00")):
        stage.sign_in("1")

    stage.at("08:50").sign_in("1")
    stage.at("17:30")

    with refused(HallClosed):
        stage.sign_in("1")
