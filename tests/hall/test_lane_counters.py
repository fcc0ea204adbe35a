"""A counter for some lanes: a green-channel window serves its lanes first and, by plan, others when none waits."""

from __future__ import annotations

from typing import Any

import pytest

from queue_server.hall import commands as c
from queue_server.hall import facts as f
from queue_server.hall.errors import PlanInvalid
from queue_server.hall.plan_reading import check_served

from .halls import PLAN, Stage, plan_with, refused


def counters(**first: Any) -> list[dict[str, Any]]:
    """The hall's counters, the first of which is for the elderly."""
    return [PLAN["counters"][0] | {"lanes": ["elderly"]} | first, *PLAN["counters"][1:]]


def hall(**first: Any) -> Stage:
    stage = Stage(plan_with(counters=counters(**first)))
    stage.sign_in("1", "2", "3")
    return stage


def test_it_serves_its_lanes_first_whatever_the_claims_are() -> None:
    stage = hall()
    stage.issue()
    stage.wait(60)
    stage.issue(lane="elderly")

    assert stage.order("1") == ["A002", "A001"]


def test_other_counters_go_by_the_right_of_way() -> None:
    stage = hall()
    stage.issue()
    stage.wait(60)
    stage.issue(lane="elderly")

    assert stage.order("2") == ["A001", "A002"]


def test_a_call_before_an_older_number_of_another_lane_says_so() -> None:
    stage = hall()
    stage.issue()
    stage.wait(60)
    stage.issue(lane="elderly")

    stage.next("1")

    reason = stage.last(f.TicketCalled).reason
    assert reason["rule"] == "own_lane"
    assert [passed["label"] for passed in reason["passed_over"]] == ["A001"]


def test_with_nobody_of_its_lanes_it_serves_others_by_right_of_way() -> None:
    stage = hall()
    stage.issue()

    stage.next("1")

    assert stage.last(f.TicketCalled).label == "A001"
    assert stage.last(f.TicketCalled).reason["rule"] == "right_of_way"


def test_by_plan_it_serves_no_other_lane_at_all() -> None:
    stage = hall(other_lanes="never")
    stage.issue()
    stage.issue(lane="elderly")

    assert stage.order("1") == ["A002"]
    assert stage.order("2") == ["A001"]


def test_who_is_sent_there_is_served_there_whatever_the_lane() -> None:
    stage = hall(other_lanes="never")
    stage.issue()
    stage.serve("2")
    stage.press(c.Transfer("2", "household", to_counter="1"))

    assert stage.order("1") == ["A001"]


def test_support_comes_after_its_own_services_in_any_lane() -> None:
    stage = hall(support=[{"service": "traffic", "after_min": 0}])
    stage.issue("traffic", "elderly")
    stage.issue("household")

    assert stage.order("1") == ["A001", "C001"]


def test_support_too_is_for_its_lanes_first() -> None:
    stage = hall(support=[{"service": "traffic", "after_min": 0}])
    stage.issue("traffic")
    stage.wait(60)
    stage.issue("traffic", "elderly")

    assert stage.order("1") == ["C002", "C001"]


def test_the_next_few_come_in_the_order_in_which_it_calls() -> None:
    stage = hall()
    stage.issue()
    stage.wait(60)
    stage.issue(lane="elderly")
    stage.issue()

    assert [ticket.label for ticket in stage.hall.upcoming("1", 5, stage.now)] == ["A002", "A001", "A003"]


def test_the_next_few_leave_out_whom_it_never_calls() -> None:
    stage = hall(other_lanes="never")
    stage.issue()
    stage.issue(lane="elderly")

    assert [ticket.label for ticket in stage.hall.upcoming("1", 5, stage.now)] == ["A002"]


def test_its_lanes_are_lanes_of_the_plan() -> None:
    with refused(PlanInvalid):
        plan_with(counters=counters(lanes=["nobody"]))


def test_a_lane_that_every_counter_leaves_out_is_refused() -> None:
    plan = plan_with(
        counters=[counter | {"lanes": ["elderly"], "other_lanes": "never"} for counter in PLAN["counters"]]
    )

    with pytest.raises(PlanInvalid, match="ordinary") as caught:
        check_served(plan)

    assert len(caught.value.data["problems"]) == len(PLAN["services"])
