"""The reports of the day, the services, the lanes, the hours and the work: each number reckoned by hand.

Monday's waits in minutes, by turn: A001 10 and (exit-entry) 8, A002 4, A004 25, A005 1, A006 10, A007 25, A008 12,
A009 38, A010 47, A011 391, B001 30. Servings: 2 (ended by a transfer) and 10, 10, 4, 5, 24 (35 without 11 parked), 8,
–, 10, 357, 10, 20. A003 was never called.
"""

from __future__ import annotations

import pytest

from queue_server.hall import commands as c
from queue_server.reports import REPORTS
from tests.hall.halls import MANAGER, at
from tests.journal.kept import HALL, KeptHall

from .told import MONDAY, TUESDAY, WEDNESDAY, ZHANG, Teller, all_days, issue, read, rows, summary

MINUTE, HOUR = 60, 3600

WAITS = [10, 8, 4, 25, 1, 10, 25, 12, 38, 47, 391, 30]
SERVINGS = [2, 10, 10, 4, 5, 24, 8, 10, 357, 10, 20]


@pytest.fixture
def told(kept: KeptHall) -> KeptHall:
    all_days(Teller(kept))
    return kept


# the day


def test_the_day_counts_each_number_once(told: KeptHall) -> None:
    found = summary(read(told, "day"))
    # 11 of household and B001; the elderly came with two and with three
    assert (found["issued"], found["persons"]) == (12, 15)
    assert (found["finished"], found["missed"], found["cancelled"]) == (10, 1, 1)
    assert (found["carried_over"], found["still_open"]) == (0, 0)
    assert (found["ratings"], found["satisfied"]) == (2, 0.5)  # a 5 and a 2


def test_the_day_tells_how_long_people_waited_and_were_served(told: KeptHall) -> None:
    found = summary(read(told, "day"))
    assert found["mean_wait_s"] == sum(WAITS) * MINUTE // 12
    assert found["p90_wait_s"] == 47 * MINUTE  # the 11th of 12
    assert found["longest_wait_s"] == 391 * MINUTE
    assert found["mean_serving_s"] == sum(SERVINGS) * MINUTE // 11


def test_each_day_has_its_own_line(told: KeptHall) -> None:
    report = read(told, "day", MONDAY, WEDNESDAY)
    assert rows(report, "days", "date", "issued", "finished", "carried_over", "still_open", "mean_wait_s") == [
        ("2026-10-12", 12, 10, 0, 0, sum(WAITS) * MINUTE // 12),
        ("2026-10-13", 2, 0, 2, 0, 5 * MINUTE),
        ("2026-10-14", 2, 0, 0, 2, None),
    ]
    assert rows(report, "days", "last_end_at", "extended_s") == [
        ("+1 00:22", 6 * HOUR + 52 * MINUTE),
        ("+1 17:45", 15 * MINUTE),
        (None, None),
    ]
    assert summary(report)["issued"] == 16


def test_the_day_tells_what_came_of_the_numbers(told: KeptHall) -> None:
    assert rows(read(told, "day"), "outcomes", "outcome", "count", "persons") == [
        ("done", 6, 8),  # A001, A006, A007, A009, A010, and B001 with three
        ("accepted", 1, 2),
        ("notice_given", 1, 1),
        ("refused", 1, 1),
        ("referred", 1, 1),
        ("cancelled", 1, 1),
        ("missed", 1, 1),
    ]


def test_every_call_out_of_order_shows_with_its_reason(told: KeptHall) -> None:
    assert rows(read(told, "day"), "out_of_order", "label", "called_at", "wait_s", "clerk", "reason") == [
        ("A005", "10:02", MINUTE, "zhang", "老人不适"),
        ("A008", "17:15", 12 * MINUTE, "li", "赶火车"),
    ]


# services


def test_services_count_turns_so_a_transfer_counts_at_both(told: KeptHall) -> None:
    report = read(told, "services")
    assert rows(
        report, "services", "service", "issued", "turns", "called", "served", "transferred", "missed", "still_open"
    ) == [
        ("household", 11, 11, 10, 9, 1, 1, 0),
        ("exit-entry", 1, 2, 2, 2, 0, 0, 0),
        ("traffic", 0, 0, 0, 0, 0, 0, 0),
    ]  # fmt: skip
    assert summary(report)["turns"] == 13


def test_services_tell_their_waits_and_servings(told: KeptHall) -> None:
    household = [10, 4, 25, 1, 10, 25, 12, 38, 47, 391]
    served = [2, 10, 4, 5, 24, 8, 10, 357, 10]
    assert rows(
        read(told, "services"), "services", "mean_wait_s", "p90_wait_s", "longest_wait_s", "mean_serving_s",
        "p90_serving_s",
    ) == [
        (sum(household) * MINUTE // 10, 47 * MINUTE, 391 * MINUTE, sum(served) * MINUTE // 9, 357 * MINUTE),
        (19 * MINUTE, 30 * MINUTE, 30 * MINUTE, 15 * MINUTE, 20 * MINUTE),
        (None, None, None, None, None),
    ]  # fmt: skip


def test_a_service_that_the_plan_no_longer_has_goes_by_its_id(told: KeptHall) -> None:
    plan = told.ask(lambda h, now: h.plan)
    without = plan.model_copy(update={"services": plan.services[:1], "counters": plan.counters[:1]})
    report = told.database.study(lambda connection: REPORTS["services"].make(connection, HALL, without, MONDAY, MONDAY))
    assert rows(report, "services", "service_name") == [("Household",), ("exit-entry",)]


# lanes


def test_lanes_show_whether_the_right_of_way_does_what_it_promises(told: KeptHall) -> None:
    found = rows(read(told, "lanes"), "lanes", "lane", "issued", "persons", "called", "went_first", "mean_wait_s")
    assert [row for row in found if row[1]] == [
        ("ordinary", 10, 10, 10, 0, (sum(WAITS) - 4 - 30) * MINUTE // 10),
        # A002 went before A001; B001 was older than all who waited
        ("elderly", 2, 5, 2, 1, 17 * MINUTE),
    ]


def test_lanes_show_who_approved_what_and_why(told: KeptHall) -> None:
    report = read(told, "lanes", WEDNESDAY)
    assert rows(report, "approvals", "label", "lane", "issued_at", "by", "reason") == [
        ("A002", "urgent", "09:05", "manager", "住院")
    ]
    assert rows(report, "approvers", "by", "lane", "count") == [("manager", "urgent", 1)]
    carried = [row for row in rows(report, "lanes", "lane", "issued") if row[1]]
    assert carried == [("carried_over", 1), ("urgent", 1)]


def test_approvals_are_counted_for_each_approver(kept: KeptHall) -> None:
    tell = Teller(kept)
    for number, actor in enumerate((MANAGER, MANAGER, ZHANG)):
        tell("10:00", actor, issue(f"u{number}", lane="urgent", reason="急", may_approve=True))
    assert rows(read(kept, "lanes"), "approvers", "by", "count") == [("manager", 2), ("zhang", 1)]


# hours


def test_hours_are_the_halls_and_those_past_midnight_come_last(told: KeptHall) -> None:
    assert rows(
        read(told, "hours"), "hours", "hour", "issued", "called", "served", "mean_wait_s", "longest_wait_s"
    ) == [
        ("09:00–10:00", 3, 3, 3, 22 * MINUTE // 3, 10 * MINUTE),  # waits 4, 10, 8; A001 was served twice
        ("10:00–11:00", 2, 2, 2, 13 * MINUTE, 25 * MINUTE),  # waits 1, 25
        ("17:00–18:00", 7, 5, 4, 23 * MINUTE, 38 * MINUTE),  # waits 10, 12, 25, 30, 38
        ("18:00–19:00", 0, 1, 0, 47 * MINUTE, 47 * MINUTE),
        ("00:00–01:00", 0, 1, 2, 391 * MINUTE, 391 * MINUTE),
    ]


# counters and clerks


def test_counters_tell_their_work_and_their_time_on_post(told: KeptHall) -> None:
    at_2_us = (9 * HOUR + 10 * MINUTE) + (6 * HOUR + 12 * MINUTE)  # li 08:55 to 18:05, wang 18:10 to 00:22
    assert rows(
        read(told, "counters"), "counters", "counter", "called", "served", "out_of_order", "serving_s", "on_post_s",
        "paused_s", "pauses",
    ) == [
        ("1", 6, 6, 1, (10 + 5 + 4 + 24 + 8 + 10) * MINUTE, 9 * HOUR + 10 * MINUTE, 10 * MINUTE, 1),
        ("2", 6, 5, 1, (2 + 10 + 20 + 357 + 10) * MINUTE, at_2_us, 0, 0),
        ("3", 0, 0, 0, 0, 0, 0, 0),
    ]  # fmt: skip


def test_clerks_tell_their_work_and_how_it_was_rated(told: KeptHall) -> None:
    assert rows(
        read(told, "clerks"), "clerks", "clerk", "called", "served", "mean_serving_s", "on_post_s", "ratings",
        "satisfied", "mean_rating",
    ) == [
        # the 2 for A001 is li's, who ended it
        ("li", 4, 3, 32 * MINUTE // 3, 9 * HOUR + 10 * MINUTE, 1, 0.0, 2.0),
        ("wang", 2, 2, 367 * MINUTE // 2, 6 * HOUR + 12 * MINUTE, 0, None, None),
        ("zhang", 6, 6, 61 * MINUTE // 6, 9 * HOUR + 10 * MINUTE, 1, 1.0, 5.0),
    ]  # fmt: skip


def test_busy_is_serving_as_a_share_of_the_time_on_post_without_pauses(told: KeptHall) -> None:
    busy = dict(rows(read(told, "clerks"), "clerks", "clerk", "busy"))
    assert busy["zhang"] == pytest.approx(61 / 540)
    assert busy["wang"] == pytest.approx(367 / 372)


def test_a_post_that_is_still_held_counts_so_far(kept: KeptHall) -> None:
    tell = Teller(kept)
    tell("08:50", ZHANG, c.SignIn("1"))
    tell("09:20", ZHANG, c.Pause("1", "取材料"))
    tell("09:30", MANAGER, issue("a1"))
    assert rows(read(kept, "counters"), "counters", "on_post_s", "paused_s", "pauses")[0] == (
        40 * MINUTE, 10 * MINUTE, 1,
    )  # fmt: skip


def test_a_post_belongs_to_the_day_that_had_not_closed_when_it_began(told: KeptHall) -> None:
    (li,) = [row for row in rows(read(told, "clerks", TUESDAY), "clerks", "clerk", "on_post_s") if row[1]]
    assert li == ("li", 8 * HOUR + 50 * MINUTE)  # 08:55 to 17:45


@pytest.mark.parametrize("name", list(REPORTS))
def test_every_report_can_be_asked_of_a_hall_where_nothing_ever_happened(kept: KeptHall, name: str) -> None:
    report = read(kept, name, MONDAY, WEDNESDAY)
    assert (report.name, report.first, report.last, report.timezone) == (name, MONDAY, WEDNESDAY, "Asia/Shanghai")
    assert report.title == REPORTS[name].title
    assert all(item.value in (None, 0) for item in report.summary)


# written by hand


def test_the_day_tells_which_numbers_were_entered_afterwards_and_why(kept: KeptHall) -> None:
    tell = Teller(kept)
    tell("09:00", ZHANG, c.SignIn("1"))
    tell("10:20", MANAGER, issue("a1", reason="停电, 手1", taken_at=at("10:05"), may_admit=True))
    tell("10:30", ZHANG, c.CallNext("1"), c.StartServing("1"))

    report = read(kept, "day")

    columns = ("label", "issued_at", "entered_at", "by", "reason", "outcome_name")
    assert rows(report, "entered", *columns) == [("A001", "10:05", "10:20", "manager", "停电, 手1", "Still open")]
    assert summary(report)["mean_wait_s"] == 25 * MINUTE
