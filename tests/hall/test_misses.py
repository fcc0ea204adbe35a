"""A number that missed its call: kept, back behind the next three, ended at the third miss."""

from __future__ import annotations

import pytest

from queue_server.hall import commands as c
from queue_server.hall.errors import TicketHasEnded

from .halls import CITIZEN, Stage, miss, plan_with, refused, rejoin


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.sign_in("1", "2")
    return stage


def test_a_missed_number_frees_the_counter_and_is_kept(stage: Stage) -> None:
    ticket = stage.issue()

    miss(stage, "1")

    assert ticket.state == "missed"
    assert ticket.misses == 1
    assert stage.hall.counters["1"].current is None


def test_who_reports_again_lets_the_next_three_go_first(stage: Stage) -> None:
    for _ in range(5):
        stage.issue()
        stage.wait(1)
    first = miss(stage, "1")

    rejoin(stage, first)

    assert stage.order("1") == ["A002", "A003", "A004", "A001", "A005"]


def test_with_fewer_waiting_it_lets_those_go_first(stage: Stage) -> None:
    for _ in range(2):
        stage.issue()
    first = miss(stage, "1")

    rejoin(stage, first)

    assert stage.order("1") == ["A002", "A001"]


def test_with_nobody_waiting_it_is_next_at_once(stage: Stage) -> None:
    first = stage.issue()
    miss(stage, "1")

    rejoin(stage, first)

    assert stage.order("1") == ["A001"]


def test_a_faster_lane_stays_behind_the_three_however_long_they_wait(stage: Stage) -> None:
    first = stage.issue(lane="elderly")
    for _ in range(4):
        stage.issue()
    miss(stage, "1")
    rejoin(stage, first)

    stage.wait(60)  # by now its claim is an hour and more above the others'

    assert stage.order("1") == ["A002", "A003", "A004", "A001", "A005"]


def test_only_the_three_go_first_whoever_comes_later_does_not(stage: Stage) -> None:
    stage.issue()
    stage.issue()
    first = miss(stage, "1")
    rejoin(stage, first)

    stage.issue()

    assert stage.order("1") == ["A002", "A001", "A003"]


def test_one_of_the_three_who_gives_the_number_back_holds_nobody_up(stage: Stage) -> None:
    for _ in range(3):
        stage.issue()
    first = miss(stage, "1")
    rejoin(stage, first)

    for label in ("A002", "A003"):
        stage.do(c.CancelTicket(stage.hall.labelled(label).id), CITIZEN)

    assert stage.order("1") == ["A001"]


def test_two_who_missed_keep_their_order_behind_the_three(stage: Stage) -> None:
    for _ in range(6):
        stage.issue()
    first, second = miss(stage, "1"), miss(stage, "1")
    rejoin(stage, first)
    rejoin(stage, second)

    assert stage.order("1") == ["A003", "A004", "A005", "A001", "A002", "A006"]


def test_who_reports_again_waits_behind_another_who_did_so_before(stage: Stage) -> None:
    first, second = stage.issue(), stage.issue()
    third = stage.issue()
    for _ in range(3):
        miss(stage, "1")
    rejoin(stage, third)
    rejoin(stage, second)
    rejoin(stage, first)

    assert stage.order("1") == ["A003", "A002", "A001"]


def test_it_does_not_wait_behind_a_number_that_is_sent_to_a_counter_alone(stage: Stage) -> None:
    sent = stage.issue()
    stage.serve("1")
    stage.press(c.Transfer("1", "household", to_counter="2"))
    assert sent.state == "waiting"
    stage.press(c.CallLabel("2", stage.issue("exit-entry").label, "long case"))  # counter 2 has somebody for an hour
    own = stage.issue()
    miss(stage, "1")

    rejoin(stage, own)

    assert stage.order("1") == [own.label]


def test_it_may_be_called_by_its_number_before_the_three(stage: Stage) -> None:
    for _ in range(4):
        stage.issue()
    first = miss(stage, "1")
    rejoin(stage, first)

    stage.press(c.CallLabel("1", "A001", "came back with a form"))

    assert first.state == "called"
    assert stage.order("2") == ["A002", "A003", "A004"]


def test_how_many_are_ahead_counts_the_three(stage: Stage) -> None:
    tickets = [stage.issue() for _ in range(6)]
    first = miss(stage, "1")
    rejoin(stage, first)

    ahead = [stage.hall.ahead(ticket, stage.now) for ticket in tickets]

    assert ahead == [3, 0, 1, 2, 4, 5]


def test_a_number_sent_to_one_counter_is_still_sent_to_it_after_a_miss(stage: Stage) -> None:
    sent = stage.issue()
    stage.serve("1")
    stage.press(c.Transfer("1", "household", to_counter="2"))
    miss(stage, "2")

    rejoin(stage, sent)

    assert stage.next("1") is None
    assert stage.next("2") is sent


def test_how_many_go_first_is_in_the_plan() -> None:
    stage = Stage(plan_with(limits={"rejoin_behind": 1}))
    stage.sign_in("1")
    for _ in range(3):
        stage.issue()
    first = miss(stage, "1")

    rejoin(stage, first)

    assert stage.order("1") == ["A002", "A001", "A003"]


def test_the_third_miss_ends_the_number(stage: Stage) -> None:
    ticket = stage.issue()
    for _ in range(2):
        miss(stage, "1")
        rejoin(stage, ticket)

    miss(stage, "1")

    assert (ticket.state, ticket.outcome, ticket.misses) == ("ended", "missed", 3)
    assert "A001" not in stage.hall.by_label
    with refused(TicketHasEnded, label="A001"):
        rejoin(stage, ticket)


def test_how_many_misses_end_it_is_in_the_plan() -> None:
    stage = Stage(plan_with(limits={"misses": 1}))
    stage.sign_in("1")
    ticket = stage.issue()

    miss(stage, "1")

    assert ticket.outcome == "missed"


def test_a_missed_number_can_be_given_back(stage: Stage) -> None:
    ticket = stage.issue()
    miss(stage, "1")

    stage.do(c.CancelTicket(ticket.id), CITIZEN)

    assert (ticket.state, ticket.outcome) == ("ended", "cancelled")
    assert not stage.hall.missed
