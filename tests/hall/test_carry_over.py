"""A manager closes the day: every remaining number gets a reason and a place on a later day, and has it then."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta

import pytest

from queue_server.hall import commands as c
from queue_server.hall import facts as f
from queue_server.hall.appointments import kept_until
from queue_server.hall.errors import (
    DateClosed,
    DateNotLater,
    DateTooFar,
    FieldNeeded,
    HallClosed,
    NothingToCarry,
    TicketHasEnded,
    TicketsRemain,
    UnknownTicket,
)

from .halls import CITIZEN, KIOSK, MANAGER, MONDAY, PLAN, Stage, at, everything, miss, plan_with, refused

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

    ended = stage.issue()
    stage.do(c.CancelTicket(ended.id), CITIZEN)

    with refused(UnknownTicket, label="A003"):
        close(stage, "A001", "A003")
    with refused(TicketHasEnded, label="A002"):
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


def test_a_first_place_is_not_before_its_day_but_also_on_days_after_it(stage: Stage) -> None:
    ticket = stage.issue()
    close(stage, ticket.label, on=WEDNESDAY)

    stage.at("09:00", TUESDAY)
    with refused(NothingToCarry, on="2026-10-14"):
        stage.issue(carried_from=ticket.id)

    stage.at("09:00", MONDAY.replace(day=16))
    assert stage.issue(carried_from=ticket.id).lane == "carried_over"


def test_a_first_place_that_nobody_comes_for_ends_some_business_days_after_its_day(stage: Stage) -> None:
    last = MONDAY.replace(day=27)  # ten days after Tuesday on which the hall serves
    case = carried(stage)
    booking = stage.hall.appointments[case]

    stage.at("17:29", last)
    assert (booking.state, kept_until(stage.hall.plan, TUESDAY)) == ("booked", last)
    stage.at("17:31", last)

    assert booking.state == "missed"
    assert case not in stage.hall.carried
    missed = stage.last(f.AppointmentMissed)
    assert (missed.appointment, missed.by, missed.at) == (case, "system", at("17:31", last))
    stage.at("09:00", last.replace(day=28))
    with refused(NothingToCarry, ticket=case):
        stage.issue(carried_from=case)


def test_on_the_last_of_those_days_the_first_place_is_still_there() -> None:
    stage = Stage(plan_with(limits={"carried_days": 1}), now=at("17:00"))
    case = carried(stage)

    stage.at("17:00", WEDNESDAY)

    assert stage.issue(carried_from=case).lane == "carried_over"


def test_days_on_which_the_hall_is_closed_do_not_count() -> None:
    closed = [f"2026-10-{day}" for day in (14, 15, 16)]
    plan = plan_with(hours={"closed": closed}, limits={"carried_days": 1})
    stage = Stage(plan, now=at("17:00"))
    case = carried(stage)

    stage.at("09:00", MONDAY.replace(day=19))  # the Monday after: the first day since Tuesday

    assert stage.issue(carried_from=case).lane == "carried_over"


def test_a_place_that_ended_while_nobody_looked_is_over_before_the_next_day_begins() -> None:
    stage = Stage(plan_with(limits={"carried_days": 2}), now=at("17:00"))
    case = carried(stage)

    stage.at("09:00", MONDAY.replace(day=28))

    kinds = [type(fact) for fact in stage.facts]
    last_start = max(n for n, kind in enumerate(kinds) if kind is f.DayStarted)
    assert kinds.index(f.AppointmentMissed) < last_start
    assert stage.last(f.DayStarted).date == "2026-10-28"
    assert case not in stage.hall.appointments


def test_a_case_carried_over_long_ago_without_a_booking_ends_as_well(stage: Stage) -> None:
    ticket = stage.issue()
    close(stage, ticket.label)
    del stage.hall.by_code[stage.hall.appointments.pop(ticket.id).code]

    stage.at("09:00", MONDAY.replace(day=28))

    assert stage.last(f.AppointmentMissed).appointment == ticket.id
    assert not stage.hall.carried


def test_in_a_hall_that_never_opens_again_a_place_is_not_kept_for_ever() -> None:
    plan = plan_with(hours={"week": {"mon": []}, "open": [{"date": TUESDAY, "hours": ["09:00-12:00"]}]})

    assert kept_until(plan, TUESDAY) == TUESDAY + timedelta(days=10 * 7 + 60)


def test_the_hall_counts_the_places_that_ended_with_the_last_day(stage: Stage) -> None:
    for _ in range(3):
        stage.issue()
    close(stage, "A001", "A002", "A003")
    stage.at("09:00", MONDAY.replace(day=27))
    stage.do(c.CancelTicket(stage.issue(carried_from="t2").id), CITIZEN)
    stage.at("18:00")
    assert stage.hall.carried_missed == 2

    stage.at("09:00", MONDAY.replace(day=28))
    assert (stage.hall.carried_missed, stage.hall.carried_missed_before) == (0, 2)

    stage.at("09:00", MONDAY.replace(day=29))
    assert stage.hall.carried_missed_before == 0


def test_staff_end_a_first_place_with_a_reason_and_its_holder_without(stage: Stage) -> None:
    case = carried(stage)
    for nothing in (None, " "):
        with refused(FieldNeeded, field="reason"):
            stage.do(c.CancelAppointment(case, nothing), MANAGER)
    stage.do(c.CancelAppointment(case, "done elsewhere"), MANAGER)

    assert not stage.hall.carried
    assert stage.hall.appointments[case].reason == "done elsewhere"
    other = stage.issue()
    close(stage, other.label, on=WEDNESDAY)
    stage.do(c.CancelAppointment(other.id), CITIZEN)
    assert not stage.hall.carried


def test_a_place_that_is_over_is_forgotten_when_the_next_day_begins_however_late_its_day(stage: Stage) -> None:
    ticket = stage.issue()
    close(stage, ticket.label, on=MONDAY + timedelta(days=77))
    stage.do(c.CancelAppointment(ticket.id, "done elsewhere"), MANAGER)

    stage.at("09:00", TUESDAY)

    assert not stage.hall.appointments
    assert not stage.hall.by_code


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
