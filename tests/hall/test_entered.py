"""Numbers that were written by hand during an outage, and are entered afterwards with their own time."""

from __future__ import annotations

from typing import Any

import pytest

from queue_server.hall import commands as c
from queue_server.hall import facts as f
from queue_server.hall.errors import HallClosed, ReasonNeeded, TakenAtOutOfRange
from queue_server.hall.instants import MINUTE
from queue_server.hall.learned import Told
from queue_server.hall.tickets import Ticket

from .halls import MANAGER, Stage, at, plan_with, refused


@pytest.fixture
def stage() -> Stage:
    """The power is back at 10:20; counter 1 is on post."""
    stage = Stage(now=at("09:30"))
    stage.sign_in("1")
    return stage.at("10:20")


def enter(stage: Stage, clock: str, service: str = "household", reason: str = "停电, 手1", **more: Any) -> Ticket:
    return stage.issue(service, actor=MANAGER, taken_at=at(clock), reason=reason, may_admit=True, **more)


def test_it_has_its_own_time_and_says_when_and_why_it_was_entered(stage: Stage) -> None:
    ticket = enter(stage, "10:05")

    issued = stage.last(f.TicketIssued)
    assert (issued.at, issued.taken_at, issued.counted_from) == (at("10:20"), at("10:05"), at("10:05"))
    assert (ticket.label, ticket.issued_at, ticket.entered_at) == ("A001", at("10:05"), at("10:20"))
    assert (ticket.issue_reason, ticket.issued_by, ticket.late) == ("停电, 手1", "staff:manager", False)


def test_it_goes_before_those_who_came_after_it(stage: Stage) -> None:
    after = stage.issue()
    by_hand = enter(stage, "10:05")

    assert stage.next("1") is by_hand
    assert stage.last(f.TicketCalled).reason["waited_us"] == 15 * MINUTE
    stage.press(c.StartServing("1"))
    stage.finish("1")
    assert stage.next("1") is after


@pytest.mark.parametrize("clock", ["08:49:59", "10:20:01"])
def test_its_time_is_on_the_running_day_and_not_to_come(stage: Stage, clock: str) -> None:
    with refused(TakenAtOutOfRange, from_at=at("08:50"), to_at=at("10:20")):
        enter(stage, clock)


def test_it_needs_a_reason(stage: Stage) -> None:
    with refused(ReasonNeeded):
        enter(stage, "10:05", reason="  ")


def test_when_the_day_is_over_nothing_is_entered(stage: Stage) -> None:
    stage.at("17:30")

    with refused(HallClosed):
        enter(stage, "17:00")


def test_after_the_last_ticket_time_it_counts_as_late_only_when_it_was_taken_after_it(stage: Stage) -> None:
    stage.issue()
    stage.at("17:25")

    assert not enter(stage, "17:19").late
    assert enter(stage, "17:21").late


def test_who_was_there_at_closing_time_is_a_late_case_although_nobody_knew(stage: Stage) -> None:
    stage.at("17:00")
    stage.issue()
    stage.at("17:40")

    assert enter(stage, "17:10").at_closing == "waiting"
    assert enter(stage, "17:35").at_closing is None


def test_a_quota_refuses_nobody_who_was_given_a_number_by_hand_but_counts_them() -> None:
    services = [{"id": "household", "name": {"zh": "户政", "en": "H"}, "series": "A", "quota": 1}]
    counters = [{"id": "1", "name": {"zh": "1号", "en": "One"}, "serves": ["household"]}]
    stage = Stage(plan_with(services=services, counters=counters), now=at("10:20"))
    stage.issue()

    assert enter(stage, "10:05").label == "A002"
    stage.at("14:10")
    enter(stage, "11:50")
    assert stage.hall.left_of("household", stage.now) == 1  # of the afternoon's
    enter(stage, "14:05")
    assert stage.hall.left_of("household", stage.now) == 0


def test_it_is_told_no_forecast_and_teaches_none_that_is_wrong(stage: Stage) -> None:
    told = {"ordinary": Told(0, 0, 0, 0, 0)}
    stage.issue()
    stage.order("1")
    stage.wait(5)

    ticket = enter(stage, "10:05", told=told)
    stage.wait(1)
    stage.order("1")

    learned = stage.hall.learned
    assert ticket.told is None
    assert [when for when, _, _ in learned.arrivals] == [at("10:05"), at("10:20")]
    assert list(learned.gaps) == [1 * MINUTE]  # the counter was free, but nobody could call
