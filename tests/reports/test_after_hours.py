"""The after-hours report tells closing time and each late case, whatever came in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from queue_server.hall import commands as c
from queue_server.reports import export
from tests.hall.halls import KIOSK, MANAGER, at
from tests.journal.kept import HALL, KeptHall

from .told import (
    LI,
    MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    Teller,
    all_days,
    issue,
    monday_after_closing,
    monday_until_closing,
    read,
    rows,
    summary,
    tuesday,
)

MINUTE, HOUR = 60, 3600


@pytest.fixture
def after_monday(kept: KeptHall) -> KeptHall:
    tell = Teller(kept)
    monday_until_closing(tell)
    monday_after_closing(tell)
    return kept


def test_closing_time_and_what_became_of_its_late_cases(after_monday: KeptHall) -> None:
    report = read(after_monday, "after-hours")
    found = summary(report)
    assert {key: found[key] for key in found if key not in ("closing_at", "last_end_at")} == {
        "waiting_at_closing": 3,  # B001, A009, A010
        "serving_at_closing": 1,  # A007
        "parked_at_closing": 1,  # A006
        "missed_at_closing": 1,  # A008
        "late_cases": 7,  # these and A011
        "finished": 6,
        "missed": 1,
        "cancelled": 0,
        "carried_over": 0,
        "still_open": 0,
        "admitted_late": 2,
        "extended_s": 6 * HOUR + 52 * MINUTE,  # 17:30 to 00:22
    }
    assert rows(report, "days", "closing_at", "last_end_at", "extended_s", "closed_how") == [
        ("17:30", "+1 00:22", 6 * HOUR + 52 * MINUTE, "By itself after the last end")
    ]


def test_each_late_case_with_its_wait_counter_clerk_end_and_outcome(after_monday: KeptHall) -> None:
    report = read(after_monday, "after-hours")
    wanted = [
        # number, service, lane, persons, at closing time, issued, wait, called, counter, clerk, end, outcome
        ("A006", "household", "ordinary", 1, "Parked", "17:00", 10, "17:10", "1", "zhang", "17:47", "done"),
        ("A007", "household", "ordinary", 1, "Serving", "17:01", 25, "17:26", "1", "zhang", "17:35", "done"),
        ("B001", "exit-entry", "elderly", 3, "Waiting", "17:02", 30, "17:32", "2", "li", "17:53", "done"),
        ("A008", "household", "ordinary", 1, "Missed", "17:03", 12, "17:15", "2", "li", "+1 00:22", "missed"),
        ("A009", "household", "ordinary", 1, "Waiting", "17:10", 38, "17:48", "1", "zhang", "17:59", "done"),
        ("A010", "household", "ordinary", 1, "Waiting", "17:25", 47, "18:12", "2", "wang", "+1 00:10", "done"),
        ("A011", "household", "ordinary", 1, "Admitted after it", "17:40", 391, "+1 00:11", "2", "wang", "+1 00:22",
         "notice_given"),
    ]  # fmt: skip
    found = rows(
        report, "cases", "label", "service", "lane", "persons", "at_closing_name", "issued_at", "wait_s", "called_at",
        "counter", "clerk", "ended_at", "outcome",
    )  # fmt: skip
    assert found == [(*row[:6], row[6] * MINUTE, *row[7:]) for row in wanted]
    stayed = [17, 5, 23, None, 29, 6 * 60 + 40, 6 * 60 + 42]  # nobody came to A008's call
    assert rows(report, "cases", "after_closing_s") == [(m and m * MINUTE,) for m in stayed]


def test_minutes_of_extended_service_of_each_counter_and_clerk(after_monday: KeptHall) -> None:
    report = read(after_monday, "after-hours")
    assert rows(
        report, "counters", "counter", "clerk", "served", "last_end_at", "extended_s", "on_post_after_s"
    ) == [
        ("1", "zhang", 3, "17:59", 29 * MINUTE, 30 * MINUTE),  # until 18:00
        ("2", "li", 1, "17:53", 23 * MINUTE, 35 * MINUTE),  # until 18:05
        # from her sign-in at 18:10, not from closing time
        ("2", "wang", 2, "+1 00:22", 6 * HOUR + 12 * MINUTE, 6 * HOUR + 12 * MINUTE),
    ]  # fmt: skip


def test_who_was_admitted_late_by_whom_and_why(after_monday: KeptHall) -> None:
    report = read(after_monday, "after-hours")
    assert rows(report, "admitted_late", "label", "issued_at", "by", "reason", "outcome") == [
        ("A010", "17:25", "manager", "路远", "done"),
        ("A011", "17:40", "manager", "行动不便", "notice_given"),
    ]
    assert rows(report, "carried_over") == []


def test_what_was_carried_over_why_with_what_explanation_and_when_it_came(kept: KeptHall) -> None:
    all_days(Teller(kept))
    report = read(kept, "after-hours", TUESDAY)
    assert rows(
        report, "carried_over", "label", "service", "reason", "explanation", "on", "came_on", "came_as"
    ) == [
        ("A001", "household", "系统故障", "已致歉，明日优先", WEDNESDAY.isoformat(), WEDNESDAY.isoformat(), "A001"),
        ("B001", "exit-entry", "须上级审核", "已说明时限", THURSDAY.isoformat(), None, None),
    ]  # fmt: skip
    assert rows(report, "cases", "label", "at_closing_name", "counter", "ended_at", "outcome", "reason") == [
        ("A001", "Serving", "2", "17:45", "carried_over", "系统故障"),
        ("B001", "Waiting", None, "17:45", "carried_over", "须上级审核"),
    ]
    # li worked on A001 until the manager closed the day; that is extended service, but nobody was served to the end
    assert rows(report, "counters", "clerk", "served", "extended_s", "on_post_after_s") == [
        ("li", 0, 15 * MINUTE, 15 * MINUTE)
    ]
    assert rows(report, "days", "extended_s", "closed_how") == [(15 * MINUTE, "By a manager")]


def test_several_days_are_told_one_by_one_and_summed(kept: KeptHall) -> None:
    all_days(Teller(kept))
    report = read(kept, "after-hours", MONDAY, WEDNESDAY)
    assert rows(report, "days", "date", "waiting_at_closing", "late_cases", "finished", "carried_over") == [
        ("2026-10-12", 3, 7, 6, 0),
        ("2026-10-13", 1, 2, 0, 2),
        ("2026-10-14", None, 0, 0, 0),  # its closing time has not come
    ]
    found = summary(report)
    assert (found["late_cases"], found["finished"], found["missed"], found["carried_over"]) == (9, 6, 1, 2)
    assert found["extended_s"] == 7 * HOUR + 7 * MINUTE


# while the day runs


def test_before_closing_time_there_is_nothing_to_tell(kept: KeptHall) -> None:
    monday_until_closing(Teller(kept))
    report = read(kept, "after-hours")
    assert summary(report)["waiting_at_closing"] is None
    assert summary(report)["late_cases"] == 0
    assert rows(report, "cases") == rows(report, "counters") == []


def test_while_the_hall_goes_on_the_open_ones_are_told_as_they_are(kept: KeptHall) -> None:
    tell = Teller(kept)
    monday_until_closing(tell)
    tell("17:32", LI, c.CallNext("2"))
    report = read(kept, "after-hours")
    found = summary(report)
    assert (found["late_cases"], found["still_open"], found["finished"]) == (6, 6, 0)
    assert found["extended_s"] is None
    assert rows(report, "cases", "label", "wait_s", "ended_at", "after_closing_s", "outcome_name") == [
        ("A006", 10 * MINUTE, None, None, "Still open"),
        ("A007", 25 * MINUTE, None, None, "Still open"),
        ("B001", 30 * MINUTE, None, None, "Still open"),
        ("A008", 12 * MINUTE, None, None, "Still open"),
        ("A009", None, None, None, "Still open"),
        ("A010", None, None, None, "Still open"),
    ]
    assert rows(report, "counters", "clerk", "served", "extended_s", "on_post_after_s") == [
        ("zhang", 0, 0, 2 * MINUTE),
        ("li", 0, 0, 2 * MINUTE),
    ]


def test_who_rejoined_waits_and_has_no_wait_yet(kept: KeptHall) -> None:
    tell = Teller(kept)
    monday_until_closing(tell)
    tell("17:31", KIOSK, c.RejoinTicket("a8"))
    (row,) = [row for row in rows(read(kept, "after-hours"), "cases", "label", "wait_s") if row[0] == "A008"]
    assert row == ("A008", None)


# restarts, rebuilding, other days


def test_restarts_between_any_two_lines_change_nothing(kept: KeptHall, tmp_path: Path) -> None:
    all_days(Teller(kept))
    other = KeptHall(tmp_path / "other.sqlite", now=at("08:00"))
    all_days(Teller(other, between=other.restart))
    try:
        for first, last in ((MONDAY, MONDAY), (MONDAY, WEDNESDAY)):
            made = [export(read(hall, "after-hours", first, last), "json", "zh") for hall in (kept, other)]
            assert made[0] == made[1]
        assert other.registers() == kept.registers()
    finally:
        other.close()


def test_the_rebuilt_registers_tell_the_same(kept: KeptHall) -> None:
    all_days(Teller(kept))
    before = export(read(kept, "after-hours", MONDAY, WEDNESDAY), "json", "zh")
    kept.journal.rebuild(HALL)
    assert export(read(kept, "after-hours", MONDAY, WEDNESDAY), "json", "zh") == before


def test_a_day_that_a_manager_closes_before_closing_time_tells_whom_it_sent_home(kept: KeptHall) -> None:
    tell = Teller(kept)
    tell("10:00", KIOSK, issue("a1"))
    tell("11:00", MANAGER, c.CloseDay((c.Remaining("A001", "停电", "已说明", TUESDAY),)))
    report = read(kept, "after-hours")
    assert summary(report)["waiting_at_closing"] is None
    assert (summary(report)["late_cases"], summary(report)["carried_over"], summary(report)["extended_s"]) == (1, 1, 0)
    assert rows(report, "cases", "label", "at_closing_name", "after_closing_s") == [("A001", "Day closed before it", 0)]


def test_a_day_without_a_business_day_is_empty(kept: KeptHall) -> None:
    report = read(kept, "after-hours", THURSDAY)
    assert set(summary(report).values()) == {None}
    assert rows(report, "days") == []


def test_a_transferred_late_case_adds_its_waits_and_counts_for_both_clerks(kept: KeptHall) -> None:
    tell = Teller(kept)
    monday_until_closing(tell)
    tell("17:32", LI, c.CallNext("2"), c.StartServing("2"))  # B001 after 30 min
    tell("17:40", LI, c.Transfer("2", "household", to_counter="1"))
    tell("17:41", c.Actor("staff", "zhang"), c.Finish("1", "done"))  # A007
    tell("17:50", c.Actor("staff", "zhang"), c.CallNext("1"), c.StartServing("1"))
    tell("17:55", c.Actor("staff", "zhang"), c.Finish("1", "done"))
    report = read(kept, "after-hours")
    found = [row for row in rows(report, "cases", "label", "service", "wait_s", "counter", "ended_at") if row[4]]
    assert ("B001", "household", 40 * MINUTE, "1", "17:55") in found
    assert rows(report, "counters", "clerk", "served", "last_end_at") == [("zhang", 2, "17:55"), ("li", 1, "17:40")]


def test_a_late_case_held_over_to_the_next_day_stays_the_late_case_of_its_own(kept: KeptHall) -> None:
    tell = Teller(kept)
    monday_until_closing(tell)
    # given nobody who ends Monday: Tuesday begins with its late cases
    tell.date = TUESDAY
    tell("08:50", LI, c.SignOut("2"), c.SignIn("2"))
    tuesday_first = read(kept, "after-hours", MONDAY)
    assert summary(tuesday_first)["still_open"] == 5  # A008, missed and past its hold, ended before Tuesday began
    tell("17:29", KIOSK, c.Tick())
    tell("17:31", KIOSK, c.Tick())
    assert summary(read(kept, "after-hours", TUESDAY))["late_cases"] == 0
    assert summary(read(kept, "after-hours", MONDAY))["late_cases"] == 6
    # posts of Monday's extended service end where Tuesday begins to prepare
    (zhang,) = [r for r in rows(read(kept, "after-hours"), "counters", "clerk", "on_post_after_s") if r[0] == "zhang"]
    assert zhang == ("zhang", 15 * HOUR + 20 * MINUTE)


def test_tuesday_alone_does_not_know_of_monday(kept: KeptHall) -> None:
    tell = Teller(kept)
    monday_until_closing(tell)
    monday_after_closing(tell)
    tuesday(tell)
    assert [label for (label,) in rows(read(kept, "after-hours", TUESDAY), "cases", "label")] == ["A001", "B001"]
