from __future__ import annotations

from typing import Any

from queue_server.hall.plan import Plan
from queue_server.simulate import simulate
from queue_server.simulate.compare import compare, played
from queue_server.simulate.visits import Day, Visit, told
from tests.hall.halls import PLAN, at, plan_with
from tests.simulate.test_run import comes, one_counter

MINUTE = 60


def two_counters(**changes: Any) -> Plan:
    return plan_with(counters=[PLAN["counters"][0], PLAN["counters"][0] | {"id": "1-2"}], **changes)


def test_the_same_arrivals_are_played_through_each_plan() -> None:
    arrivals = [comes("09:00", 600), comes("09:00", 600), comes("09:00", 600, lane="elderly")]

    result = compare([("one", one_counter()), ("two", two_counters())], arrivals)

    one, two = result["days"]
    assert (one["name"], two["name"]) == ("one", "two")
    assert one["wait"] == {"called": 3, "mean_s": 600, "median_s": 600, "p90_s": 1200, "longest_s": 1200}
    assert two["wait"]["longest_s"] == 600
    assert one["lanes"]["elderly"]["longest_s"] == 0
    assert one["services"]["household"]["called"] == 3
    assert result["at"][:3] == ["2026-10-12T01:00:00Z", "2026-10-12T01:10:00Z", "2026-10-12T01:20:00Z"]
    assert (one["waiting"][:3], two["waiting"][:3]) == ([2, 1, 0], [1, 0, 0])


def test_a_queue_that_lasts_for_days_is_drawn_with_no_more_points_than_a_chart_holds() -> None:
    result = compare([("one", one_counter())], [comes("17:00", 3 * 24 * 3600)] * 3)

    assert len(result["at"]) <= 202
    assert len(result["days"][0]["waiting"]) == len(result["at"])


def test_what_is_told_of_closing_time_is_what_a_simulated_day_tells() -> None:
    arrivals = [comes("17:15", 600)] * 4 + [comes("17:31", 600)]

    day = told(played(one_counter(), arrivals), [])

    after = simulate(one_counter(), arrivals)["after_hours"]
    closing = day["closing"]
    assert (closing["waiting"], closing["serving"], closing["served_after"]) == (2, 1, 2)
    assert closing["served_after"] == after["served"]
    assert (closing["closing_at"], closing["last_end_at"]) == (after["closing_at"], after["last_end_at"])
    assert closing["extended_s"] == after["extended_s"] == 1500
    assert day["refused"] == {"tickets-closed": 1}


def test_counters_are_busy_for_a_share_of_the_time_that_they_are_on_post() -> None:
    day = told(played(one_counter(), [comes("09:00", 51 * MINUTE)]), [])

    assert day["manned_s"] == 510 * MINUTE  # 09:00 to 17:30
    assert day["busy"] == 0.1


def test_a_counter_is_on_post_until_the_late_cases_are_served() -> None:
    assert told(played(one_counter(), [comes("17:15", 1800)]), [])["manned_s"] == 525 * MINUTE


def test_a_counter_of_which_it_is_known_comes_and_goes_and_ends_its_serving_first() -> None:
    arrivals = [comes("09:00", 600), comes("09:20", 1200), comes("09:25", 60)]
    posts = {"1": [(at("09:10"), at("09:30")), (at("10:00"), None)]}

    day = played(one_counter(), arrivals, posts)

    called = [visit.called_at for visit in day.visits]
    assert called == [at("09:10"), at("09:20"), at("10:00")]
    assert day.manned_us == (30 * MINUTE + 450 * MINUTE) * 1_000_000  # to 09:40, the end of the serving


def test_a_counter_of_which_nothing_is_known_is_on_post_all_day_and_one_where_nobody_was_is_not() -> None:
    plan = two_counters()

    with_one = played(plan, [comes("09:00", 600)] * 2, {"1": []})

    assert [visit.called_at for visit in with_one.visits] == [at("09:00"), at("09:10")]


def test_a_pause_that_ends_at_the_moment_at_which_the_next_post_begins_changes_nothing() -> None:
    day = played(one_counter(), [comes("09:00", 60)] * 3, {"1": [(None, at("09:01")), (at("09:01"), None)]})

    assert [visit.called_at for visit in day.visits] == [at("09:00"), at("09:01"), at("09:02")]


def test_a_post_before_the_opening_is_none() -> None:
    day = played(one_counter(), [comes("09:00", 60)], {"1": [(at("08:50"), at("08:55")), (None, None)]})

    assert day.visits[0].called_at == at("09:00")


def test_an_hour_more_lets_those_come_who_were_too_late() -> None:
    longer = one_counter(hours={"week": {"mon": ["09:00-18:30"]}})
    arrivals = [comes("09:00", 60), comes("17:40", 60)]

    result = compare([("plan", one_counter()), ("longer", longer)], arrivals)

    assert [day["refused"] for day in result["days"]] == [{"hall-closed": 1}, {}]


def test_who_waits_when_the_record_ends_still_waits() -> None:
    start = at("09:00")
    day = Day([Visit("household", "ordinary", start, None, None, 0)], at("17:30"), 0, {})

    found = told(day, [start, at("17:30")])

    assert found["waiting"] == [1, 1]
    assert (found["never_called"], found["closing"]["waiting"], found["busy"]) == (1, 1, None)


def test_a_plan_that_asks_for_id_numbers_can_be_played() -> None:
    result = simulate(one_counter(limits={"one_per_person": True}), [comes("09:00", 60)])

    assert result["refused"] == []
