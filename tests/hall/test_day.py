"""The business day: its hours as instants, its phases, when one begins and the next opening."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from queue_server.hall import commands as c
from queue_server.hall import facts as f
from queue_server.hall.counters import PauseState, Post
from queue_server.hall.day import business_day, due_day, next_opening
from queue_server.hall.instants import HOUR, from_datetime
from queue_server.hall.plan import Plan

from .halls import MONDAY, Stage, at, miss, plan_with

TUESDAY = Date(2026, 10, 13)
SUNDAY = Date(2026, 10, 11)
ALL_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def hours(*spans: str, days: tuple[str, ...] = ALL_WEEK, **more: Any) -> Plan:
    return plan_with(hours={"week": {day: list(spans) for day in days}, "last_ticket_min": 0, **more})


@pytest.mark.parametrize(
    ("clock", "phase"),
    [
        ("08:49:59.999999", "closed"),
        ("08:50", "preparing"),
        ("08:59:59.999999", "preparing"),
        ("09:00", "open"),
        ("11:59:59.999999", "open"),
        ("12:00", "break"),
        ("13:59:59.999999", "break"),
        ("14:00", "open"),
        ("17:19:59.999999", "open"),
        ("17:20", "last_tickets"),
        ("17:29:59.999999", "last_tickets"),
    ],
)
def test_the_phases_of_a_day_change_exactly_at_their_instants(clock: str, phase: str) -> None:
    assert Stage(now=at(clock)).hall.phase(at(clock)) == phase


def test_after_closing_time_a_day_with_nobody_left_is_closed() -> None:
    stage = Stage(now=at("17:29:59.999999"))
    assert stage.hall.phase(stage.now) == "last_tickets"

    stage.at("17:30")

    assert stage.hall.phase(stage.now) == "closed"
    assert stage.last(f.DayClosed).how == "by itself"


def test_after_closing_time_a_day_with_somebody_left_is_extended() -> None:
    stage = Stage()
    stage.issue()

    stage.at("17:30")

    assert stage.hall.phase(stage.now) == "extended"


def test_without_a_last_ticket_time_numbers_are_given_until_closing() -> None:
    stage = Stage(plan_with(hours={"last_ticket_min": 0}), now=at("17:29:59"))

    assert stage.hall.phase(stage.now) == "open"


def test_the_preparation_is_as_long_as_the_plan_says() -> None:
    day = business_day(plan_with(hours={"prepare_min": 30}), MONDAY)

    assert day is not None
    assert day.prepare_at == at("08:30")
    assert (day.opens_at, day.closing_at, day.last_ticket_at) == (at("09:00"), at("17:30"), at("17:20"))


def test_sessions_are_in_order_however_they_are_written() -> None:
    day = business_day(hours("14:00-17:30", "09:00-12:00"), MONDAY)

    assert day is not None
    assert day.sessions == ((at("09:00"), at("12:00")), (at("14:00"), at("17:30")))


def test_a_day_left_out_of_the_week_is_closed() -> None:
    assert business_day(plan_with(), SUNDAY) is None


def test_a_session_over_midnight_is_one_business_day() -> None:
    night = hours("22:00-06:00", days=("mon",))
    stage = Stage(night, now=at("21:50"))
    assert stage.hall.phase(stage.now) == "preparing"

    for clock, date in (("23:59", MONDAY), ("00:00", TUESDAY), ("05:59", TUESDAY)):
        stage.at(clock, date)
        assert stage.hall.phase(stage.now) == "open"
        assert stage.hall.day is not None
        assert stage.hall.day.date == MONDAY
    stage.at("06:00", TUESDAY)
    assert stage.hall.phase(stage.now) == "closed"
    assert [fact.kind for fact in stage.facts].count("day.started") == 1


def test_a_hall_found_in_the_middle_of_a_night_session_is_in_that_business_day() -> None:
    stage = Stage(hours("22:00-06:00", days=("mon",)), now=at("03:00", TUESDAY))

    assert stage.hall.day is not None
    assert stage.hall.day.date == MONDAY


def test_a_round_the_clock_hall_changes_its_day_at_midnight() -> None:
    stage = Stage(hours("00:00-24:00"), now=at("23:59"))
    assert stage.hall.phase(stage.now) == "open"

    stage.at("00:00", TUESDAY)

    assert stage.hall.phase(stage.now) == "open"
    assert stage.hall.day is not None
    assert stage.hall.day.date == TUESDAY
    assert [fact.kind for fact in stage.facts[-3:]] == ["closing.reached", "day.closed", "day.started"]


def test_a_hall_that_never_rests_gives_numbers_until_midnight_and_after() -> None:
    round_the_clock = hours("00:00-24:00", last_ticket_min=10)
    weekdays = hours("00:00-24:00", days=("mon", "tue"), last_ticket_min=10)

    assert Stage(round_the_clock, now=at("23:55")).hall.phase(at("23:55")) == "open"
    assert Stage(weekdays, now=at("23:55", TUESDAY)).hall.phase(at("23:55", TUESDAY)) == "last_tickets"


def test_at_midnight_the_clerks_of_a_round_the_clock_hall_stay_on_post() -> None:
    stage = Stage(hours("00:00-24:00"), now=at("22:00"))
    stage.sign_in("1", "2")
    stage.press(c.Pause("2", "a walk", 180))

    stage.at("00:00", TUESDAY)

    assert [fact.kind for fact in stage.facts[-8:]] == [
        "closing.reached", "day.closed", "counter.signed_out", "counter.signed_out", "day.started",
        "counter.signed_in", "counter.signed_in", "counter.paused",
    ]  # fmt: skip
    one, two = stage.hall.counters["1"], stage.hall.counters["2"]
    assert one.post == Post("clerk-1", "A", at("00:00", TUESDAY))
    assert two.pause == PauseState("a walk", at("00:00", TUESDAY), at("01:00", TUESDAY))
    stage.issue()
    assert stage.serve("1").label == "A001"


def test_who_is_called_over_midnight_is_served_to_the_end_by_the_same_counter() -> None:
    stage = Stage(hours("00:00-24:00"), now=at("23:50"))
    stage.sign_in("1")
    serving, waiting = stage.issue(), stage.issue()
    stage.serve("1")

    stage.at("00:10", TUESDAY)

    assert stage.hall.current_of("1") is serving
    stage.finish("1")
    assert [stage.issue().label for _ in range(2)] == ["A001", "A003"]  # the second is still held
    assert stage.serve("1") is waiting


def test_a_session_that_ends_when_it_began_lasts_a_whole_day() -> None:
    day = business_day(hours("08:00-08:00", days=("mon",)), MONDAY)

    assert day is not None
    assert day.closing_at - day.opens_at == 24 * HOUR


def test_a_day_that_opens_at_midnight_is_prepared_before_it() -> None:
    stage = Stage(hours("00:00-08:00", days=("tue",)), now=at("23:50"))

    assert stage.hall.phase(stage.now) == "preparing"
    assert stage.hall.day is not None
    assert stage.hall.day.date == TUESDAY


def test_no_day_is_prepared_within_the_hours_of_the_day_before() -> None:
    plan = hours("13:00-05:00", prepare_min=490)  # tomorrow's preparation would begin at 04:50

    assert due_day(plan, at("04:52", TUESDAY), after=MONDAY) is None
    assert due_day(plan, at("05:00", TUESDAY), after=MONDAY) == business_day(plan, TUESDAY)


def test_a_day_begins_once() -> None:
    stage = Stage()
    for clock in ("09:30", "12:30", "15:00"):
        stage.at(clock)

    assert [fact.kind for fact in stage.facts].count("day.started") == 1


def test_a_day_begins_however_late_somebody_looks() -> None:
    stage = Stage(now=at("08:00"))
    assert stage.hall.day is None

    stage.at("16:00")

    started = stage.last(f.DayStarted)
    assert (started.at, started.date, started.prepare_at) == (at("16:00"), "2026-10-12", at("08:50"))


def test_a_day_that_nobody_saw_does_not_begin_after_its_closing_time() -> None:
    assert Stage(now=at("18:00")).hall.day is None


def test_a_day_closed_early_does_not_begin_again() -> None:
    assert due_day(plan_with(), at("15:00"), after=MONDAY) is None


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at("08:00"), at("09:00")),
        (at("09:00"), at("14:00")),
        (at("12:30"), at("14:00")),
        (at("17:30"), at("09:00", TUESDAY)),
        (at("20:00", Date(2026, 10, 16)), at("09:00", Date(2026, 10, 19))),  # Friday evening
    ],
)
def test_the_next_opening_is_the_next_session(now: int, opens: int) -> None:
    assert next_opening(plan_with(), now) == opens


def test_a_day_that_was_closed_does_not_open_again_after_lunch() -> None:
    assert next_opening(plan_with(), at("12:30"), after=MONDAY) == at("09:00", TUESDAY)


def test_a_hall_that_never_opens_has_no_next_opening() -> None:
    assert next_opening(hours(days=()), at("09:00")) is None


def test_local_hours_follow_the_zone_of_the_hall() -> None:
    berlin = plan_with(hours={"week": {day: ["09:00-12:00"] for day in ALL_WEEK}}, timezone="Europe/Berlin")
    summer, winter = business_day(berlin, Date(2026, 7, 1)), business_day(berlin, Date(2026, 12, 1))

    assert summer is not None
    assert winter is not None
    day = 24 * HOUR
    assert summer.opens_at % day == 7 * HOUR
    assert winter.opens_at % day == 8 * HOUR


def test_the_night_on_which_the_clocks_change_is_as_long_as_it_is() -> None:
    berlin = plan_with(hours={"week": {day: ["22:00-06:00"] for day in ALL_WEEK}}, timezone="Europe/Berlin")
    night = business_day(berlin, Date(2026, 10, 24))  # back from summer time

    assert night is not None
    assert night.closing_at - night.opens_at == 9 * HOUR


@pytest.mark.parametrize(
    ("evening", "lasts_h", "waited_h"),
    [(Date(2026, 3, 28), 7, 3), (Date(2026, 10, 24), 9, 5)],  # summer time begins, and ends
)
def test_a_night_of_changing_clocks_is_one_day_and_its_waits_are_true(
    evening: Date, lasts_h: int, waited_h: int
) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    plan = plan_with(
        hours={"week": {day: ["22:00-06:00"] for day in ALL_WEEK}, "last_ticket_min": 0}, timezone="Europe/Berlin"
    )

    def local(day: Date, hour: int) -> int:
        return from_datetime(datetime(day.year, day.month, day.day, hour, tzinfo=berlin))

    morning = evening + timedelta(days=1)
    stage = Stage(plan, now=local(evening, 22))
    stage.sign_in("1")
    stage.now = local(evening, 23)
    ticket = stage.issue()

    stage.now = local(morning, 3)
    stage.serve("1")
    assert ticket.turn.called_at is not None
    assert ticket.turn.called_at - ticket.issued_at == waited_h * HOUR
    stage.finish("1")
    last = stage.issue()
    stage.now = local(morning, 6)
    stage.do(c.Tick())

    assert stage.hall.day is not None
    assert stage.hall.day.date == evening
    assert stage.hall.day.closing_at - stage.hall.day.opens_at == lasts_h * HOUR
    assert (stage.hall.phase(stage.now), last.at_closing) == ("extended", "waiting")
    assert stage.order("1") == ["A002"]
    assert stage.last(f.DayClosed).date == evening.isoformat()
    assert [fact.kind for fact in stage.facts].count("day.started") == 1
    assert next_opening(plan, stage.now) == local(morning, 22)


def test_a_hall_that_slept_for_weeks_closes_the_old_day_and_begins_today() -> None:
    stage = Stage()
    stage.sign_in("1")
    stage.issue()
    stage.order("1")

    stage.at("09:30", Date(2026, 11, 9))

    kinds = [fact.kind for fact in stage.facts[-4:]]
    assert kinds == ["closing.reached", "counter.signed_out", "day.closed", "day.started"]
    closing = stage.last(f.ClosingReached)
    assert (closing.date, closing.closing_at) == ("2026-10-12", at("17:30"))
    assert stage.last(f.DayStarted).date == "2026-11-09"


# breaks


def test_in_a_break_the_queue_waits_for_the_next_session() -> None:
    stage = Stage(now=at("11:50"))
    stage.sign_in("1")
    waiting = stage.issue()

    stage.at("12:00")

    assert (stage.hall.phase(stage.now), stage.hall.serves_on(stage.now)) == ("break", False)
    assert waiting.state == "waiting"
    in_the_break = stage.issue()
    stage.at("14:00")
    assert stage.order("1") == [waiting.label, in_the_break.label]


def test_where_the_plan_extends_a_session_those_who_came_before_the_break_are_served_on() -> None:
    stage = Stage(plan_with(hours={"break": "extend"}), now=at("11:50"))
    stage.sign_in("1")
    stage.issue()
    stage.issue()
    assert not stage.hall.serves_on(stage.now)
    stage.serve("1")

    stage.at("12:00")
    assert (stage.hall.phase(stage.now), stage.hall.serves_on(stage.now)) == ("break", True)
    stage.issue()  # for the next session
    stage.finish("1")
    stage.serve("1")
    assert stage.hall.serves_on(stage.now)
    stage.finish("1")
    assert not stage.hall.serves_on(stage.now)

    stage.at("14:00")
    assert stage.order("1") == ["A003"]


def test_who_missed_the_call_before_a_break_keeps_it_from_beginning_only_as_long_as_the_number_is_held() -> None:
    stage = Stage(plan_with(hours={"break": "extend"}), now=at("11:50"))
    stage.sign_in("1")
    stage.issue()
    stage.at("11:55")
    miss(stage, "1")

    assert stage.hall.serves_on(at("12:09:59"))
    assert not stage.hall.serves_on(at("12:10"))


def test_closing_time_is_no_break() -> None:
    stage = Stage(plan_with(hours={"break": "extend"}), now=at("17:00"))
    stage.issue()
    stage.at("17:30")

    assert (stage.hall.phase(stage.now), stage.hall.serves_on(stage.now)) == ("extended", False)
