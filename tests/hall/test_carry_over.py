"""A manager closes the day: every remaining number gets a reason and a place on a later day, and has it then."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta

import pytest

from queue_server.hall import commands as c
from queue_server.hall import facts as f
from queue_server.hall.errors import (
    DateClosed,
    DateNotLater,
    DateTooFar,
    FieldNeeded,
    HallClosed,
    NothingToCarry,
    TicketsRemain,
    UnknownTicket,
)

from .halls import KIOSK, MANAGER, MONDAY, PLAN, Stage, at, everything, miss, plan_with, refused

TUESDAY = MONDAY.replace(day=13)
WEDNESDAY = MONDAY.replace(day=14)


@pytest.fixture
def stage() -> Stage:
    stage = Stage(now=at("17:00"))
    stage.sign_in("1", "2")
    return stage


def close(stage: Stage, *labels: str, on: Date = TUESDAY, reason: str = "system down", told: str = "come back") -> None:
    stage.do(c.CloseDay(tuple(c.Remaining(label, reason, told, on) for label in labels)), MANAGER)


def carried(stage: Stage, service: str = "household", persons: int = 1) -> str:
    """The id of a ticket whose case was carried over to Tuesday, on which it is now 9:00."""
    ticket = stage.issue(service, persons=persons)
    close(stage, ticket.label)
    stage.at("09:00", TUESDAY)
    return ticket.id


def test_every_open_number_in_whatever_state_is_carried_over_by_name(stage: Stage) -> None:
    for _ in range(5):
        stage.issue()
    stage.serve("1")
    stage.press(c.Park("1", "a form"))
    miss(stage, "1")
    stage.serve("1")
    stage.next("2")
    stage.at("18:00")

    close(stage, "A001", "A002", "A003", "A004", "A005")

    tickets = list(stage.hall.tickets.values())
    assert {ticket.outcome for ticket in tickets} == {"carried_over"}
    assert {(ticket.end_reason, ticket.explanation, ticket.on) for ticket in tickets} == {
        ("system down", "come back", TUESDAY)
    }
    assert stage.last(f.DayClosed).how == "by manager"
    assert stage.last(f.DayClosed).by == "staff:manager"
    assert all(counter.current is None and counter.post is None for counter in stage.hall.counters.values())
    assert not stage.hall.by_label
    assert not stage.hall.missed
    assert not stage.hall.parked


def test_a_number_left_out_keeps_the_day_open(stage: Stage) -> None:
    for _ in range(3):
        stage.issue()
    before = everything(stage.hall)

    with refused(TicketsRemain, labels=["A001", "A003"]):
        close(stage, "A002")

    assert everything(stage.hall) == before


def test_a_case_carried_over_from_its_serving_is_not_counted_as_served(stage: Stage) -> None:
    stage.issue()
    stage.issue()
    stage.serve("1")
    stage.finish("1")
    stage.serve("1")

    close(stage, "A002")

    assert stage.hall.counters["1"].served == 1


def test_nobody_is_carried_over_without_a_reason_and_an_explanation(stage: Stage) -> None:
    stage.issue()

    with refused(FieldNeeded, field="reason", label="A001"):
        close(stage, "A001", reason=" ")
    with refused(FieldNeeded, field="explanation", label="A001"):
        close(stage, "A001", told="")


def test_a_number_that_is_not_open_is_not_carried_over(stage: Stage) -> None:
    stage.issue()

    with refused(UnknownTicket, label="A002"):
        close(stage, "A001", "A002")


def test_the_new_place_is_within_a_year(stage: Stage) -> None:
    stage.issue()

    with refused(DateTooFar, label="A001"):
        close(stage, "A001", on=MONDAY + timedelta(days=367))


@pytest.mark.parametrize(("on", "later"), [(MONDAY - timedelta(1), False), (MONDAY, False), (TUESDAY, True)])
def test_the_new_place_is_on_a_later_day(stage: Stage, on: Date, later: bool) -> None:
    stage.issue()

    if later:
        close(stage, "A001", on=on)
        assert stage.hall.day_closed
    else:
        with refused(DateNotLater, label="A001", on=on.isoformat()):
            close(stage, "A001", on=on)


def test_after_midnight_the_new_place_may_be_today_but_not_yesterday(stage: Stage) -> None:
    stage.issue()
    stage.at("01:00", TUESDAY)

    with refused(DateNotLater):
        close(stage, "A001", on=MONDAY)
    close(stage, "A001", on=TUESDAY)

    assert stage.hall.day_closed


def test_a_day_that_has_gone_by_is_no_later_day() -> None:
    friday = MONDAY.replace(day=16)
    stage = Stage(now=at("17:00", friday))
    stage.issue()
    stage.at("10:00", friday + timedelta(2))  # Sunday, nobody closed Friday

    with refused(DateNotLater):
        close(stage, "A001", on=friday + timedelta(1))
    close(stage, "A001", on=friday + timedelta(3))

    assert stage.hall.day_closed


def test_in_a_night_session_the_new_place_may_be_the_next_night() -> None:
    week = {"mon": ["22:00-06:00"], "tue": ["22:00-06:00"]}
    stage = Stage(plan_with(hours={"week": week, "last_ticket_min": 0}), now=at("23:00"))
    stage.issue()
    stage.at("02:00", TUESDAY)

    close(stage, "A001", on=TUESDAY)

    assert stage.hall.day_closed


def test_a_day_is_closed_once(stage: Stage) -> None:
    close(stage)

    with refused(HallClosed, next_opens_at=at("09:00", TUESDAY)):
        close(stage)


def test_a_day_closed_at_noon_is_over_and_the_hall_says_when_it_opens_again() -> None:
    stage = Stage(now=at("12:30"))
    close(stage)

    with refused(HallClosed, next_opens_at=at("09:00", TUESDAY)):
        stage.issue()
    stage.at("15:00")
    assert stage.hall.phase(stage.now) == "closed"
    stage.at("08:50", TUESDAY)
    assert stage.hall.phase(stage.now) == "preparing"


def test_the_carried_over_case_has_the_first_place_on_its_day(stage: Stage) -> None:
    case = carried(stage)
    stage.sign_in("1")
    for lane in (None, "elderly"):
        stage.issue(lane=lane)
    stage.wait(30)

    ticket = stage.issue(carried_from=case)

    assert ticket.lane == "carried_over"
    assert ticket.carried_from == case
    assert stage.next("1") is ticket


def test_a_first_place_is_taken_once(stage: Stage) -> None:
    case = carried(stage)
    stage.issue(carried_from=case)

    with refused(NothingToCarry, ticket=case):
        stage.issue(carried_from=case)


def test_a_first_place_is_for_its_own_service(stage: Stage) -> None:
    case = carried(stage)

    with refused(NothingToCarry, ticket=case, service="household"):
        stage.issue("exit-entry", carried_from=case)

    assert case in stage.hall.carried


def test_a_first_place_is_for_the_same_people(stage: Stage) -> None:
    case = carried(stage, persons=4)

    assert stage.issue(carried_from=case).persons == 4


def test_a_first_place_is_not_before_its_day_and_any_time_after_it(stage: Stage) -> None:
    ticket = stage.issue()
    close(stage, ticket.label, on=WEDNESDAY)

    stage.at("09:00", TUESDAY)
    with refused(NothingToCarry, on="2026-10-14"):
        stage.issue(carried_from=ticket.id)

    stage.at("09:00", MONDAY.replace(day=16))
    assert stage.issue(carried_from=ticket.id).lane == "carried_over"


def test_a_number_that_was_not_carried_over_gives_no_first_place(stage: Stage) -> None:
    ticket = stage.issue()

    for nothing in (ticket.id, "nonsense"):
        with refused(NothingToCarry, ticket=nothing):
            stage.issue(carried_from=nothing)


def test_a_first_place_outlives_its_service(stage: Stage) -> None:
    case = carried(stage, "traffic")
    without = [PLAN["services"][0], PLAN["services"][1]]
    counters = [PLAN["counters"][0], PLAN["counters"][1]]
    stage.do(c.PublishPlan(plan_with(services=without, counters=counters)), MANAGER)

    assert stage.issue("household", carried_from=case).lane == "carried_over"


def test_the_held_over_of_an_earlier_day_are_carried_over_with_the_rest(stage: Stage) -> None:
    held = stage.issue()
    stage.at("09:00", TUESDAY)
    today = stage.issue()
    with refused(TicketsRemain, labels=[held.label]):
        close(stage, today.label, on=WEDNESDAY)
    with refused(DateNotLater):
        close(stage, held.label, today.label, on=TUESDAY)

    close(stage, held.label, today.label, on=WEDNESDAY)

    assert [(case.label, case.date) for case in stage.hall.carried.values()] == [
        (held.label, "2026-10-12"),
        (today.label, "2026-10-13"),
    ]


def test_a_case_carried_over_twice_keeps_its_place(stage: Stage) -> None:
    case = carried(stage)
    again = stage.issue(carried_from=case)
    close(stage, again.label, on=WEDNESDAY)

    stage.at("09:00", WEDNESDAY)

    assert list(stage.hall.carried) == [again.id]
    assert stage.issue(carried_from=again.id).lane == "carried_over"


def test_late_on_its_day_even_a_first_place_needs_an_admission(stage: Stage) -> None:
    case = carried(stage)
    stage.at("17:25", TUESDAY)

    ticket = stage.issue(carried_from=case, may_admit=True, reason="promised for today", actor=KIOSK)

    assert ticket.late


def test_a_place_on_a_day_on_which_nobody_would_be_there_is_refused_with_the_next_open_one(stage: Stage) -> None:
    stage.issue()

    with refused(DateClosed, label="A001", on="2026-10-17", next="2026-10-19"):
        close(stage, "A001", on=MONDAY.replace(day=17))

    assert not stage.hall.day_closed
