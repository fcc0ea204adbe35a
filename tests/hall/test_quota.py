"""A quota: so many numbers of a service for each session of a day, and no more."""

from __future__ import annotations

from typing import Any

import pytest

from queue_server.hall import commands as c
from queue_server.hall.errors import QuotaReached, ReasonNeeded

from .halls import MONDAY, PLAN, Stage, at, clerk, plan_with, refused

TUESDAY = MONDAY.replace(day=13)


def hall(quota: int | None = 2, now: str = "09:00", **changes: Any) -> Stage:
    services = [PLAN["services"][0] | {"quota": quota}, *PLAN["services"][1:]]
    return Stage(plan_with(services=services, **changes), now=at(now))


def test_without_a_quota_there_is_no_end() -> None:
    stage = hall(None)
    for _ in range(20):
        stage.issue()

    assert stage.hall.left_of("household", stage.now) is None


def test_the_last_of_a_quota_is_given_and_the_next_refused_with_what_remains_possible() -> None:
    stage = hall()
    assert stage.hall.left_of("household", stage.now) == 2
    stage.issue()
    stage.issue()

    with refused(QuotaReached, service="household", quota=2, more_at=at("14:00")):
        stage.issue()

    assert stage.hall.left_of("household", stage.now) == 0
    assert stage.issue("traffic").label == "C001"


def test_each_session_has_its_own_quota() -> None:
    stage = hall()
    stage.issue()
    stage.issue()
    stage.at("12:00")  # the break: who comes now comes for the afternoon
    stage.issue()
    stage.at("15:00")
    stage.issue()

    with refused(QuotaReached, more_at=None):
        stage.issue()


def test_who_comes_before_the_opening_comes_for_the_first_session() -> None:
    stage = hall(now="08:55")
    stage.issue()
    stage.at("09:30")
    stage.issue()

    with refused(QuotaReached):
        stage.issue()


def test_the_next_day_begins_anew() -> None:
    stage = hall(1)
    stage.issue()
    stage.sign_in("1")
    stage.order("1")

    stage.at("09:00", TUESDAY)

    assert stage.hall.left_of("household", stage.now) == 1


def test_what_is_approved_with_a_reason_is_given_all_the_same() -> None:
    stage = hall(0)

    ticket = stage.issue(lane="urgent", may_approve=True, reason="flight tonight")

    assert ticket.label == "A001"
    with refused(QuotaReached):
        stage.issue()


def test_a_promised_place_is_given_all_the_same() -> None:
    stage = hall(1)
    case = stage.issue()
    stage.at("17:30")
    stage.do(c.CloseDay((c.Remaining(case.label, "system down", "told", TUESDAY),)), c.Actor("staff", "manager"))
    stage.at("09:00", TUESDAY)
    stage.issue()

    assert stage.issue(carried_from=case.id).carried_from == case.id


@pytest.mark.parametrize("given", [1, 2])
def test_a_number_given_back_stays_given(given: int) -> None:
    """Else whoever gives back and takes again would hold a place in two queues of the day."""
    stage = hall()
    tickets = [stage.issue() for _ in range(given)]
    stage.do(c.CancelTicket(tickets[0].id), c.Actor("citizen"))

    assert stage.hall.left_of("household", stage.now) == 2 - given


def test_staff_pass_a_quota_with_a_reason_that_is_kept() -> None:
    stage = hall(1)
    stage.issue()

    with refused(ReasonNeeded, service="household", quota=1):
        stage.issue(actor=clerk("zhang"), may_admit=True, reason=" ")
    beyond = stage.issue(actor=clerk("zhang"), may_admit=True, reason="came from far")

    assert beyond.issue_reason == "came from far"
    assert not beyond.late
    with refused(QuotaReached):
        stage.issue()
