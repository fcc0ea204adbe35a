"""Small days whose every moment is worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from queue_server.hall.plan import Plan
from queue_server.simulate import Arrival, simulate

from ..hall.halls import PLAN, at, plan_with

MINUTE = 60


def comes(clock: str, serving_s: float, service: str = "household", lane: str = "ordinary") -> Arrival:
    return Arrival(at(clock), service, lane, round(serving_s * 1_000_000))


def one_counter(**more: Any) -> Plan:
    return plan_with(counters=[PLAN["counters"][0]], **more)


def calls(result: dict[str, Any]) -> list[tuple[str, str | None, float | None]]:
    return [(ticket["label"], ticket["counter"], ticket["wait_s"]) for ticket in result["tickets"]]


def test_one_after_another_at_one_counter() -> None:
    result = simulate(one_counter(), [comes("09:00", 300), comes("09:01", 120.5), comes("10:00", 60)])

    assert result["tickets"] == [
        {"label": "A001", "service": "household", "lane": "ordinary", "arrived_at": "2026-10-12T01:00:00Z",
         "called_at": "2026-10-12T01:00:00Z", "ended_at": "2026-10-12T01:05:00Z", "counter": "1", "wait_s": 0.0},
        {"label": "A002", "service": "household", "lane": "ordinary", "arrived_at": "2026-10-12T01:01:00Z",
         "called_at": "2026-10-12T01:05:00Z", "ended_at": "2026-10-12T01:07:00.500000Z", "counter": "1",
         "wait_s": 240.0},
        {"label": "A003", "service": "household", "lane": "ordinary", "arrived_at": "2026-10-12T02:00:00Z",
         "called_at": "2026-10-12T02:00:00Z", "ended_at": "2026-10-12T02:01:00Z", "counter": "1", "wait_s": 0.0},
    ]  # fmt: skip
    assert result["lanes"] == {
        "ordinary": {"tickets": 3, "mean_wait_s": 80.0, "p95_wait_s": 216.0, "longest_wait_s": 240.0}
    }
    assert result["refused"] == []


def test_the_right_of_way_decides_who_is_called() -> None:
    arrivals = [comes("09:00", 600), comes("09:01", 60), comes("09:02", 60, lane="elderly")]

    assert calls(simulate(one_counter(), arrivals)) == [("A001", "1", 0), ("A002", "1", 600), ("A003", "1", 480)]


def test_all_who_come_at_one_instant_are_there_before_anybody_is_called() -> None:
    arrivals = [comes("09:00", 60), comes("09:00", 60, lane="elderly")]

    assert calls(simulate(one_counter(), arrivals)) == [("A001", "1", 60), ("A002", "1", 0)]


def test_numbers_taken_before_opening_are_called_at_opening() -> None:
    result = simulate(one_counter(), [comes("08:50", 60), comes("08:55", 60, lane="elderly")])

    assert calls(result) == [("A001", "1", 660), ("A002", "1", 300)]


def test_of_two_idle_counters_the_one_with_fewer_services_calls() -> None:
    counters = [PLAN["counters"][1], PLAN["counters"][0]]  # "2" serves two services, "1" one

    result = simulate(plan_with(counters=counters), [comes("09:00", 600), comes("09:01", 600)])

    assert [counter for _, counter, _ in calls(result)] == ["1", "2"]


@pytest.mark.parametrize("order", ["abc", "cba", "bca"])
def test_of_several_idle_counters_those_with_the_fewest_services_call_first(order: str) -> None:
    serves = {"a": ["household"], "b": ["household", "traffic"], "c": ["household", "traffic", "exit-entry"]}
    counters = [PLAN["counters"][0] | {"id": name, "serves": serves[name]} for name in order]

    result = simulate(plan_with(counters=counters), [comes("09:00", 600), comes("09:01", 600), comes("09:02", 600)])

    assert [counter for _, counter, _ in calls(result)] == ["a", "b", "c"]


def test_of_two_alike_the_first_of_the_plan_calls() -> None:
    counters = [PLAN["counters"][0] | {"id": name} for name in ("b", "a")]

    result = simulate(plan_with(counters=counters), [comes("09:00", 600)])

    assert [counter for _, counter, _ in calls(result)] == ["b"]


def test_an_idle_counter_supports_when_the_limit_ripens_not_at_the_next_event() -> None:
    counters = [PLAN["counters"][0], PLAN["counters"][2]]  # "3" supports household after 20 minutes
    arrivals = [comes("09:00", 3600), comes("09:01", 60), comes("09:02", 60)]

    result = simulate(plan_with(counters=counters), arrivals)

    assert calls(result) == [("A001", "1", 0), ("A002", "3", 20 * MINUTE), ("A003", "3", 20 * MINUTE)]


def test_support_at_once_looks_only_at_who_is_left_by_the_counters_of_the_service() -> None:
    three = PLAN["counters"][2] | {"support": [{"service": "household", "after_min": 0}]}
    plan = plan_with(counters=[three, PLAN["counters"][0]])  # the supporting one comes first in the plan

    result = simulate(plan, [comes("09:00", 600), comes("09:01", 600), comes("09:02", 600)])

    assert calls(result) == [("A001", "1", 0), ("A002", "3", 0), ("A003", "1", 480)]


def test_counters_serve_through_the_lunch_break() -> None:
    result = simulate(one_counter(), [comes("11:55", 600), comes("11:56", 60), comes("12:30", 60)])

    assert calls(result) == [("A001", "1", 0), ("A002", "1", 540), ("A003", "1", 0)]


def test_who_comes_too_early_or_too_late_is_refused_and_told_why() -> None:
    arrivals = [comes("08:49:59.999", 60), comes("08:50", 60), comes("17:19:59.999", 60), comes("17:20", 60)]
    arrivals += [comes("17:30", 60), comes("23:00", 60)]

    result = simulate(one_counter(), arrivals)

    assert [ticket["label"] for ticket in result["tickets"]] == ["A001", "A002"]
    assert [(refused["arrived_at"], refused["reason"]) for refused in result["refused"]] == [
        ("2026-10-12T00:49:59.999000Z", "hall-closed"),
        ("2026-10-12T09:20:00Z", "tickets-closed"),
        ("2026-10-12T09:30:00Z", "hall-closed"),
        ("2026-10-12T15:00:00Z", "hall-closed"),
    ]


def test_the_after_hours_count_who_waits_at_closing_time_and_until_when_it_goes_on() -> None:
    """Four come at 17:15, for ten minutes each: 17:15-17:25, 17:25-17:35, … Closing time is 17:30."""
    arrivals = [comes("17:15", 600)] * 4 + [comes("17:31", 600)]

    result = simulate(one_counter(), arrivals)

    assert result["after_hours"] == {
        "closing_at": "2026-10-12T09:30:00Z",
        "waiting": 2,
        "serving": 1,
        "served": 2,
        "carried_over": 0,
        "last_end_at": "2026-10-12T09:55:00Z",
        "extended_s": 1500.0,
    }
    assert [refused["reason"] for refused in result["refused"]] == ["tickets-closed"]


def test_a_serving_that_ends_at_closing_time_was_still_going_on_then() -> None:
    result = simulate(one_counter(), [comes("17:15", 900), comes("17:16", 60)])

    after = result["after_hours"]
    assert (after["waiting"], after["serving"], after["served"], after["extended_s"]) == (1, 1, 1, 60.0)


def test_a_day_that_ends_in_time_has_no_extended_service() -> None:
    result = simulate(one_counter(), [comes("10:00", 60)])

    assert result["after_hours"] == {
        "closing_at": "2026-10-12T09:30:00Z", "waiting": 0, "serving": 0, "served": 0, "carried_over": 0,
        "last_end_at": "2026-10-12T02:01:00Z", "extended_s": 0.0,
    }  # fmt: skip


def test_a_day_that_runs_into_the_next_one_is_drained_and_counted_from_its_own_closing_time() -> None:
    arrivals = [comes("17:00", 10 * 3600)] * 3  # 17:00-03:00, 03:00-13:00, 13:00-23:00 next day

    result = simulate(one_counter(), arrivals)

    after = result["after_hours"]
    assert [wait for _, _, wait in calls(result)] == [0, 36_000, 72_000]
    assert (after["closing_at"], after["waiting"], after["served"]) == ("2026-10-12T09:30:00Z", 2, 2)
    assert after["last_end_at"] == "2026-10-13T15:00:00Z"


def test_a_round_the_clock_hall_goes_on_over_midnight() -> None:
    plan = one_counter(hours={"week": {"mon": ["00:00-24:00"], "tue": ["00:00-24:00"]}, "last_ticket_min": 0})
    arrivals = [comes("23:58", 300), comes("23:59", 60), comes("23:59:59", 1)]
    tomorrow = Arrival(at("00:01") + 24 * 3600 * 1_000_000, "household", "ordinary", 60_000_000)

    result = simulate(plan, [*arrivals, tomorrow])

    assert result["refused"] == []
    assert [label for label, _, _ in calls(result)] == ["A001", "A002", "A003", "A004"]
    assert all(ticket["ended_at"] for ticket in result["tickets"])


@pytest.mark.parametrize("hours", ["09:00-17:30", "00:00-24:00"])
def test_who_waits_for_a_service_that_nobody_serves_is_never_called(hours: str) -> None:
    week = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")  # the day after is always due
    plan = one_counter(hours={"week": {day: [hours] for day in week}, "last_ticket_min": 0})

    result = simulate(plan, [comes("10:00", 60), comes("10:01", 60, service="traffic")])

    assert calls(result) == [("A001", "1", 0), ("C001", None, None)]
    assert result["tickets"][1]["ended_at"] is None
    assert result["after_hours"]["waiting"] == 1
    assert result["lanes"]["ordinary"]["tickets"] == 1


def test_the_lane_that_needs_an_approval_has_it_in_a_simulated_day() -> None:
    arrivals = [comes("09:00", 60), comes("09:00", 60), comes("09:00", 60, lane="urgent")]

    assert calls(simulate(one_counter(), arrivals))[2] == ("A003", "1", 0)


def test_nobody_comes() -> None:
    result = simulate(one_counter(), [])

    assert result["tickets"] == []
    assert result["after_hours"]["closing_at"] is None


def test_a_family_too_large_for_one_number_is_refused() -> None:
    result = simulate(one_counter(), [Arrival(at("09:00"), "household", "ordinary", 1, persons=10)])

    assert [refused["reason"] for refused in result["refused"]] == ["persons-out-of-range"]
