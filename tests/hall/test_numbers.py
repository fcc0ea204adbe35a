"""Taking a number: series and business day, persons, lanes, and when none is given."""

from __future__ import annotations

import pytest

from queue_server.hall import commands as c
from queue_server.hall import facts as f
from queue_server.hall.errors import (
    ApprovalNeeded,
    HallClosed,
    PersonsOutOfRange,
    ReasonNeeded,
    TicketsClosed,
    UnknownLane,
    UnknownService,
    UnknownTicket,
)
from queue_server.hall.tickets import label_of

from .halls import KIOSK, MANAGER, MONDAY, PLAN, Stage, at, clerk, plan_with, refused

TUESDAY = MONDAY.replace(day=13)


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_each_series_counts_by_itself(stage: Stage) -> None:
    labels = [stage.issue(service).label for service in ("household", "exit-entry", "household", "traffic")]

    assert labels == ["A001", "B001", "A002", "C001"]


def test_services_that_share_a_series_share_its_numbers() -> None:
    services = [service | {"series": "A"} for service in PLAN["services"]]
    stage = Stage(plan_with(services=services))

    assert [stage.issue(service).label for service in ("household", "traffic", "household")] == ["A001", "A002", "A003"]


def test_after_999_comes_1000(stage: Stage) -> None:
    assert [label_of("A", number) for number in (1, 99, 999, 1000, 12345)] == [
        "A001",
        "A099",
        "A999",
        "A1000",
        "A12345",
    ]

    stage.hall.numbers["A"] = 998
    assert [stage.issue().label for _ in range(3)] == ["A999", "A1000", "A1001"]


def test_numbers_restart_with_the_business_day() -> None:
    stage = Stage()
    stage.sign_in("1")
    stage.issue()
    stage.order("1")
    stage.at("17:30")
    assert stage.hall.day_closed

    stage.at("08:50", TUESDAY)

    assert stage.issue().label == "A001"
    assert stage.issue().date == TUESDAY
    assert stage.hall.issued_today == 2
    assert stage.hall.counters["1"].served == 0


def test_numbers_do_not_restart_at_midnight_within_a_business_day() -> None:
    stage = Stage(plan_with(hours={"week": {"mon": ["20:00-04:00"]}}), now=at("23:00"))
    stage.issue()

    stage.wait(120)

    ticket = stage.issue()
    assert ticket.label == "A002"
    assert ticket.date == MONDAY


def test_a_number_says_who_holds_it_and_who_gave_it(stage: Stage) -> None:
    ticket = stage.issue("household", "elderly", persons=3)

    assert (ticket.lane, ticket.persons, ticket.issued_at, ticket.issued_by) == (
        "elderly",
        3,
        stage.now,
        "device:kiosk-1",
    )
    issued = stage.last(f.TicketIssued)
    assert (issued.series, issued.number, issued.counted_from, issued.late) == ("A", 1, stage.now, False)


@pytest.mark.parametrize("persons", [0, -1, 10, 1000])
def test_one_number_is_for_one_to_nine_persons(stage: Stage, persons: int) -> None:
    with refused(PersonsOutOfRange, persons=persons, most=9):
        stage.issue(persons=persons)
    assert stage.issue(persons=9).persons == 9


def test_how_many_persons_share_a_number_is_in_the_plan() -> None:
    stage = Stage(plan_with(limits={"persons": 2}))

    with refused(PersonsOutOfRange, most=2):
        stage.issue(persons=3)


def test_an_unknown_service_or_lane_is_a_named_error_and_takes_no_number(stage: Stage) -> None:
    with refused(UnknownService, service="fishing"):
        stage.issue("fishing")
    with refused(UnknownLane, lane="vip"):
        stage.issue(lane="vip")

    assert stage.issue().label == "A001"


@pytest.mark.parametrize(("age", "lane"), [(None, "ordinary"), (59, "ordinary"), (60, "elderly"), (101, "elderly")])
def test_an_age_opens_its_lane_when_none_is_chosen(stage: Stage, age: int | None, lane: str) -> None:
    assert stage.issue(age=age).lane == lane


def test_a_chosen_lane_beats_the_age(stage: Stage) -> None:
    assert stage.issue(lane="appointment", age=70).lane == "appointment"


def test_a_lane_that_needs_an_approval_is_granted_by_name_and_with_a_reason(stage: Stage) -> None:
    with refused(ApprovalNeeded, lane="urgent"):
        stage.issue(lane="urgent", reason="a funeral")
    for nothing in (None, "", " "):
        with refused(ReasonNeeded, lane="urgent"):
            stage.issue(lane="urgent", may_approve=True, reason=nothing, actor=MANAGER)

    ticket = stage.issue(lane="urgent", may_approve=True, reason="a funeral", actor=MANAGER)

    assert (ticket.approved_by, ticket.issue_reason) == ("staff:manager", "a funeral")


def test_the_lane_of_carried_over_cases_cannot_be_asked_for(stage: Stage) -> None:
    with refused(ApprovalNeeded, lane="carried_over"):
        stage.issue(lane="carried_over", may_approve=True, reason="please")


def test_a_reason_that_nobody_asked_for_is_not_kept(stage: Stage) -> None:
    ticket = stage.issue(reason="my name is Zhang San")

    assert ticket.issue_reason is None
    assert stage.last(f.TicketIssued).reason is None


def test_no_number_before_the_preparation_and_the_answer_says_when() -> None:
    stage = Stage(now=at("08:49:59"))

    with refused(HallClosed, next_opens_at=at("09:00")):
        stage.issue()

    stage.at("08:50")
    assert stage.issue().label == "A001"


def test_numbers_are_given_through_the_lunch_break(stage: Stage) -> None:
    stage.at("13:00")

    assert stage.issue().label == "A001"


def test_after_the_last_ticket_time_only_staff_admit_and_with_a_reason(stage: Stage) -> None:
    stage.at("17:19:59")
    assert not stage.issue().late
    stage.at("17:20")

    with refused(TicketsClosed, next_opens_at=at("09:00", TUESDAY)):
        stage.issue()
    for nothing in (None, "", " "):
        with refused(ReasonNeeded):
            stage.issue(may_admit=True, reason=nothing, actor=clerk("zhang"))
    late = stage.issue(may_admit=True, reason="came from far", actor=clerk("zhang"))

    assert (late.late, late.issue_reason, late.issued_by) == (True, "came from far", "staff:zhang")


def test_in_extended_service_staff_still_admit(stage: Stage) -> None:
    stage.issue()
    stage.at("17:45")

    with refused(TicketsClosed):
        stage.issue()

    assert stage.issue(may_admit=True, reason="came from far").late


def test_a_closed_day_admits_nobody_however_they_ask(stage: Stage) -> None:
    stage.at("17:30")

    with refused(HallClosed, next_opens_at=at("09:00", TUESDAY)):
        stage.issue(may_admit=True, reason="came from far")


def test_a_refused_command_takes_no_number(stage: Stage) -> None:
    stage.issue()
    facts = len(stage.facts)

    with refused(PersonsOutOfRange):
        stage.issue(persons=99)

    assert len(stage.facts) == facts
    assert stage.issue().label == "A002"


def test_a_number_of_a_kiosk_comes_with_its_slip_in_the_same_moment(stage: Stage) -> None:
    issued, requested = stage.do(c.IssueTicket("t", "household", printer="printer-1", slip="s"), KIOSK)

    assert isinstance(issued, f.TicketIssued)
    assert isinstance(requested, f.SlipRequested)
    assert (requested.ticket, requested.label, requested.printer, requested.copy) == ("t", "A001", "printer-1", 1)


def test_a_label_means_its_open_number_and_else_the_newest_that_has_ended(stage: Stage) -> None:
    stage.sign_in("1")
    held, ended = stage.issue(), stage.issue()
    stage.do(c.CancelTicket(ended.id), KIOSK)
    assert stage.hall.newest_labelled("A001") is held
    assert stage.hall.newest_labelled("A002") is ended
    stage.at("08:50", TUESDAY)  # A001 is held over
    stage.do(c.CancelTicket(held.id), KIOSK)
    assert stage.hall.newest_labelled("A001") is held

    today = stage.issue()
    assert stage.hall.newest_labelled(today.label) is today
    stage.do(c.CancelTicket(today.id), KIOSK)

    assert today.label == "A001"
    assert stage.hall.newest_labelled("A001") is today
    with refused(UnknownTicket, label="A002"):
        stage.hall.newest_labelled("A002")
