"""Appointments: a promised time, checked in like a number, in the same queue as everybody else."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

import pytest

from queue_server.hall import commands as c
from queue_server.hall import facts as f
from queue_server.hall.appointments import Appointment, check_in_from, on_time_until
from queue_server.hall.errors import (
    AlreadyBooked,
    AppointmentNotYet,
    AppointmentOver,
    AppointmentsRemain,
    ApprovalNeeded,
    NotBookable,
    NothingToCarry,
    PersonsOutOfRange,
    PlanInvalid,
    QuotaReached,
    SlotFull,
    TicketsClosed,
    UnknownAppointment,
    UnknownService,
    UnknownSlot,
)

from .halls import CITIZEN, MANAGER, MONDAY, PLAN, Stage, at, everything, plan_with, refused

TUESDAY = MONDAY.replace(day=13)
SATURDAY = MONDAY.replace(day=17)

BOOKABLE: dict[str, Any] = {
    "services": [
        {"service": "household", "slot_min": 30, "each": 2},
        {"service": "traffic", "hours": ["10:00-11:00"], "slot_min": 20, "each": 1},
    ],
    "ahead_days": 7,
    "early_min": 30,
    "grace_min": 10,
}


def hall(now: str = "09:00", **changes: Any) -> Stage:
    return Stage(plan_with(appointments=BOOKABLE, **changes), now=at(now))


def book(
    stage: Stage, clock: str = "10:00", date: Date = MONDAY, service: str = "household", persons: int = 1
) -> Appointment:
    name = f"a{len(stage.facts)}"
    stage.do(c.BookAppointment(name, service, at(clock, date), persons), MANAGER)
    return stage.hall.appointments[name]


def times(stage: Stage, service: str, date: Date) -> list[tuple[str, int]]:
    from_midnight = at("00:00", date)
    return [
        (f"{(slot.starts_at - from_midnight) // 3_600_000_000:02d}:"
         f"{(slot.starts_at - from_midnight) // 60_000_000 % 60:02d}", slot.left)
        for slot in stage.hall.slots(service, stage.now).get(date, [])
    ]  # fmt: skip


# times


def test_the_times_of_a_day_lie_in_its_sessions_and_before_the_last_ticket() -> None:
    stage = hall()

    assert [clock for clock, _ in times(stage, "household", TUESDAY)] == [
        "09:00", "09:30", "10:00", "10:30", "11:00", "11:30",
        "14:00", "14:30", "15:00", "15:30", "16:00", "16:30", "17:00",
    ]  # fmt: skip
    assert times(stage, "traffic", TUESDAY) == [("10:00", 1), ("10:20", 1), ("10:40", 1)]
    assert times(stage, "exit-entry", TUESDAY) == []


def test_times_gone_by_are_no_longer_offered_and_full_ones_say_so() -> None:
    stage = hall(now="10:10")
    book(stage, "10:40", service="traffic")

    assert times(stage, "traffic", MONDAY) == [("10:20", 1), ("10:40", 0)]


def test_no_time_is_offered_on_a_closed_day_or_too_far_ahead() -> None:
    stage = hall()

    assert times(stage, "household", SATURDAY) == []
    assert times(stage, "household", MONDAY.replace(day=19))
    assert times(stage, "household", MONDAY.replace(day=20)) == []


# booking


def test_a_booking_has_a_code_and_changes_no_queue() -> None:
    stage = hall()

    booking = book(stage, "10:00", persons=3)

    assert len(booking.code) == 6
    assert booking.code.isdigit()
    assert (booking.service, booking.date, booking.slot_at, booking.persons, booking.state) == (
        "household", MONDAY, at("10:00"), 3, "booked",
    )  # fmt: skip
    assert stage.hall.by_code[booking.code] == booking.id
    assert stage.hall.waiting_of("household") == 0
    stage.sign_in("1")
    assert stage.next("1") is None


def test_a_full_time_is_refused_with_the_next_one_that_has_room() -> None:
    stage = hall()
    for _ in range(2):
        book(stage, "10:00")
    for _ in range(2):
        book(stage, "10:30")

    with refused(SlotFull, service="household", next_at=at("11:00")):
        book(stage, "10:00")


def test_a_cancelled_booking_gives_its_time_back() -> None:
    stage = hall()
    first, _ = book(stage, "10:00"), book(stage, "10:00")

    stage.do(c.CancelAppointment(first.id), CITIZEN)

    assert dict(times(stage, "household", MONDAY))["10:00"] == 1
    with refused(AppointmentOver, state="cancelled"):
        stage.do(c.CancelAppointment(first.id), CITIZEN)


def test_who_has_come_still_holds_the_time() -> None:
    stage = hall()
    booking = book(stage, "09:30")

    stage.issue(appointment=booking.id)

    assert dict(times(stage, "household", MONDAY))["09:30"] == 1


@pytest.mark.parametrize(("clock", "date"), [
    ("10:10", TUESDAY),  # between two times
    ("08:30", MONDAY),  # gone by
    ("12:30", TUESDAY),  # the break
    ("10:00", SATURDAY),
    ("10:00", MONDAY.replace(day=20)),  # too far ahead
])  # fmt: skip
def test_what_is_no_time_of_the_plan_is_refused_with_the_last_day(clock: str, date: Date) -> None:
    with refused(UnknownSlot, service="household", last="2026-10-19"):
        book(hall(), clock, date)


@pytest.mark.parametrize("moment", [0, -(10**17), 10**18])
def test_a_time_that_no_calendar_has_is_refused_as_any_other(moment: int) -> None:
    with refused(UnknownSlot):
        hall().do(c.BookAppointment("a", "household", moment), MANAGER)


def test_services_that_take_no_appointments_say_so() -> None:
    with refused(NotBookable, service="exit-entry"):
        book(hall(), service="exit-entry")
    with refused(UnknownService, service="weapons"):
        book(hall(), service="weapons")
    with refused(NotBookable, service="household"):
        book(Stage(plan_with()))
    with refused(PersonsOutOfRange, persons=0):
        book(hall(), persons=0)


def test_two_bookings_never_share_a_code() -> None:
    stage = Stage(plan_with(appointments=BOOKABLE | {"services": [{"service": "household", "each": 1000}]}))
    codes = {book(stage, clock).code for clock in ("10:00", "10:30", "11:00") for _ in range(100)}

    assert len(codes) == 300


def test_a_code_comes_from_chance_and_not_from_the_id_and_the_next_free_one_is_taken() -> None:
    stage = hall()
    for name, chance in (("a", 314159), ("b", 314159), ("c", 999_999)):
        stage.do(c.BookAppointment(name, "household", at("10:00" if name != "c" else "11:00"), chance=chance), MANAGER)

    assert [stage.hall.appointments[name].code for name in "abc"] == ["314159", "314160", "999999"]


def test_the_code_of_a_case_carried_over_comes_from_chance() -> None:
    stage = Stage(now=at("17:00"))
    tickets = [stage.issue() for _ in range(2)]
    cases = [c.Remaining(t.label, "system down", "come back", TUESDAY, chance=271828) for t in tickets]

    stage.do(c.CloseDay(tuple(cases)), MANAGER)

    assert [stage.hall.appointments[ticket.id].code for ticket in tickets] == ["271828", "271829"]


# checking in


def test_who_checks_in_waits_since_the_time_booked_and_not_since_the_check_in() -> None:
    stage = hall()
    booking = book(stage, "10:00")
    stage.at("09:58")
    walked_in = stage.issue()
    stage.at("10:08")

    ticket = stage.issue(appointment=booking.id)

    assert (ticket.lane, ticket.counted_from, ticket.persons) == ("appointment", at("10:00"), 1)
    assert (booking.state, booking.ticket, booking.label) == ("checked_in", ticket.id, "A002")
    stage.sign_in("1")
    assert stage.order("1") == ["A002", walked_in.label]  # ten minutes of head start, two minutes behind


def test_who_is_later_than_the_grace_waits_since_the_check_in() -> None:
    stage = hall()
    booking = book(stage, "10:00")
    stage.at("10:10:01")

    assert stage.issue(appointment=booking.id).counted_from == stage.now


def test_who_comes_early_is_called_early_only_before_those_who_come_later() -> None:
    stage = hall()
    booking = book(stage, "10:00")
    stage.at("09:30")
    early = stage.issue(appointment=booking.id)
    stage.at("09:49")
    before = stage.issue()
    stage.at("09:51")
    after = stage.issue()

    stage.at("09:55")
    stage.sign_in("1")

    assert stage.order("1") == [before.label, early.label, after.label]


def test_a_free_counter_calls_who_is_early_at_once() -> None:
    stage = hall()
    booking = book(stage, "10:00")
    stage.at("09:30")
    ticket = stage.issue(appointment=booking.id)
    stage.sign_in("1")

    assert stage.next("1") is ticket


def test_too_early_is_told_from_when_on() -> None:
    stage = hall()
    booking = book(stage, "10:00")
    tomorrow = book(stage, "10:00", TUESDAY)
    stage.at("09:29")

    with refused(AppointmentNotYet, slot_at=at("10:00"), from_at=at("09:30"), on="2026-10-12"):
        stage.issue(appointment=booking.id)
    with refused(AppointmentNotYet, on="2026-10-13"):
        stage.issue(appointment=tomorrow.id)


def test_a_booking_is_checked_in_once() -> None:
    stage = hall()
    booking = book(stage, "09:30")
    stage.issue(appointment=booking.id)

    with refused(AppointmentOver, state="checked_in", label="A001"):
        stage.issue(appointment=booking.id)
    with refused(AppointmentOver, state="checked_in"):
        stage.do(c.CancelAppointment(booking.id))
    with refused(UnknownAppointment):
        stage.issue(appointment="somebody's")


def test_who_comes_to_the_time_booked_is_admitted_after_the_last_ticket() -> None:
    stage = hall()
    on_time, late = book(stage, "17:00"), book(stage, "17:00")
    stage = on(stage, last_ticket_min=25)
    stage.at("17:09")

    assert not stage.issue(appointment=on_time.id).late
    stage.at("17:11")
    with refused(TicketsClosed):
        stage.issue(appointment=late.id)


def on(stage: Stage, **hours: Any) -> Stage:
    """The same hall with other hours from now on."""
    plan = plan_with(appointments=BOOKABLE, hours=PLAN["hours"] | hours)
    stage.do(c.PublishPlan(plan), MANAGER)
    return stage


def test_who_has_booked_takes_nobodys_number_of_a_quota() -> None:
    services = [PLAN["services"][0] | {"quota": 1}, *PLAN["services"][1:]]
    stage = hall(services=services)
    booking = book(stage, "09:30")
    stage.issue(appointment=booking.id)
    stage.issue()

    with refused(QuotaReached):
        stage.issue()


def test_the_lane_of_appointments_is_for_those_who_have_one() -> None:
    with refused(ApprovalNeeded, lane="appointment"):
        hall().issue(lane="appointment")


def test_who_has_booked_may_take_the_green_channel() -> None:
    stage = hall()
    booking = book(stage, "09:30")

    ticket = stage.issue(lane="elderly", appointment=booking.id)

    assert (ticket.lane, ticket.counted_from) == ("elderly", at("09:30"))


# the end of the day


def test_who_has_not_come_when_the_day_closes_has_missed_it() -> None:
    stage = hall()
    booking, tomorrow = book(stage, "10:00"), book(stage, "10:00", TUESDAY)

    stage.at("17:30")

    assert stage.last(f.AppointmentMissed).appointment == booking.id
    assert stage.hall.day_closed
    assert (booking.state, tomorrow.state) == ("missed", "booked")
    stage.at("09:00", TUESDAY)
    with refused(AppointmentOver, state="missed"):
        stage.issue(appointment=booking.id)  # who comes a day late is told so
    stage.at("09:00", MONDAY.replace(day=14))
    assert list(stage.hall.appointments) == [tomorrow.id]
    assert list(stage.hall.by_code) == [tomorrow.code]


def test_a_day_that_nobody_opened_leaves_its_bookings_missed() -> None:
    stage = hall()
    booking = book(stage, "10:00", TUESDAY)
    stage.now = at("08:00", MONDAY.replace(day=14))  # the server was off all Tuesday
    stage.at("09:00", MONDAY.replace(day=14))

    assert stage.last(f.AppointmentMissed).appointment == booking.id


def test_the_day_is_not_closed_over_those_who_are_still_to_come() -> None:
    stage = hall()
    gone_by, ahead = book(stage, "10:00"), book(stage, "15:00")
    stage.at("14:00")

    with refused(AppointmentsRemain, codes=[ahead.code]):
        stage.do(c.CloseDay(()), MANAGER)
    stage.do(c.CancelAppointment(ahead.id, "the hall closes early"), MANAGER)
    stage.do(c.CloseDay(()), MANAGER)

    assert gone_by.state == "missed"
    assert stage.last(f.AppointmentCancelled).reason == "the hall closes early"
    with refused(UnknownSlot):
        book(stage, "16:00")


# cases carried over


def carried(stage: Stage, persons: int = 1) -> Appointment:
    """A case that was carried over from Monday to Tuesday, on which it is now 9:00."""
    ticket = stage.issue(persons=persons)
    stage.do(c.CloseDay((c.Remaining(ticket.label, "system down", "come back", TUESDAY),)), MANAGER)
    stage.at("09:00", TUESDAY)
    return stage.hall.appointments[ticket.id]


@pytest.mark.parametrize("plan", [plan_with(), plan_with(appointments=BOOKABLE)], ids=["no appointments", "some"])
def test_each_case_carried_over_has_a_booking_for_its_day(plan: Any) -> None:
    booking = carried(Stage(plan, now=at("17:00")), persons=2)

    assert (booking.service, booking.date, booking.slot_at, booking.persons) == ("household", TUESDAY, None, 2)
    assert len(booking.code) == 6


@pytest.mark.parametrize("by", ["carried_from", "appointment"])
def test_a_case_carried_over_comes_first_however_it_is_taken_up(by: str) -> None:
    stage = Stage(now=at("17:00"))
    booking = carried(stage)
    stage.issue()
    ticket = stage.issue("household" if by == "carried_from" else "traffic", **{by: booking.id})

    assert (booking.state, booking.label) == ("checked_in", "A002")
    assert (ticket.lane, ticket.service) == ("carried_over", "household")
    with refused(NothingToCarry, label="A002"):
        stage.issue(**{by: booking.id})
    stage.sign_in("1")
    assert stage.order("1") == ["A002", "A001"]


def test_a_case_carried_over_is_not_checked_in_before_its_day() -> None:
    stage = Stage(now=at("17:00"))
    ticket = stage.issue()
    on = MONDAY.replace(day=14)
    stage.do(c.CloseDay((c.Remaining(ticket.label, "system down", "come back", on),)), MANAGER)
    stage.at("09:00", TUESDAY)

    with refused(NothingToCarry, on="2026-10-14"):
        stage.issue(appointment=ticket.id)


def test_a_case_carried_over_keeps_its_booking_until_it_comes_or_is_cancelled() -> None:
    stage = Stage(now=at("17:00"))
    booking = carried(stage)
    stage.at("09:00", MONDAY.replace(day=15))

    assert booking.state == "booked"
    stage.do(c.CancelAppointment(booking.id), CITIZEN)
    with refused(NothingToCarry):
        stage.issue(carried_from=booking.id)


# plans


def test_a_new_plan_takes_no_time_away_that_somebody_has_booked() -> None:
    stage = hall()
    booking = book(stage, "10:00", TUESDAY)
    before = everything(stage.hall)

    for plan in (
        plan_with(),
        plan_with(appointments=BOOKABLE, hours=PLAN["hours"] | {"closed": [TUESDAY]}),
    ):
        with pytest.raises(PlanInvalid) as caught:
            stage.do(c.PublishPlan(plan), MANAGER)
        assert booking.code in caught.value.data["problems"][0]["problem"]  # type: ignore[index]

    assert everything(stage.hall) == before


@pytest.mark.parametrize(("services", "path"), [
    ([{"service": "weapons", "each": 1}], "appointments.services[0].service"),
    ([{"service": "household", "each": 1}] * 2, "appointments.services[1].service"),
    ([{"service": "household", "each": 1, "hours": ["09:00-09:10"]}], "appointments.services[0].hours[0]"),
    ([{"service": "household", "each": 1, "hours": ["09:00-10:00", "09:30-11:00"]}], "appointments.services[0].hours"),
])  # fmt: skip
def test_what_a_plan_says_of_appointments_must_make_sense(services: list[dict[str, Any]], path: str) -> None:
    with pytest.raises(PlanInvalid) as caught:
        plan_with(appointments={"services": services})

    assert [problem["path"] for problem in caught.value.data["problems"]] == [path]  # type: ignore[attr-defined,union-attr]


# promises kept


def test_what_a_check_in_is_promised_ends_with_the_day_and_begins_with_it() -> None:
    plan = plan_with(appointments=BOOKABLE | {"services": [{"service": "household", "slot_min": 5, "each": 1}]})

    assert check_in_from(plan, TUESDAY, at("09:00", TUESDAY)) == at("08:50", TUESDAY)  # the preparation
    assert check_in_from(plan, TUESDAY, at("10:00", TUESDAY)) == at("09:30", TUESDAY)
    assert on_time_until(plan, TUESDAY, at("10:00", TUESDAY)) == at("10:10", TUESDAY)
    assert on_time_until(plan, TUESDAY, at("17:15", TUESDAY)) == at("17:25", TUESDAY)
    late = plan_with(appointments=BOOKABLE | {"grace_min": 60})
    assert on_time_until(late, TUESDAY, at("17:00", TUESDAY)) == at("17:30", TUESDAY)


def test_the_day_is_not_closed_over_somebody_within_the_grace() -> None:
    stage = hall()
    booking = book(stage, "15:00")
    stage.at("15:05")

    with refused(AppointmentsRemain, codes=[booking.code]):
        stage.do(c.CloseDay(()), MANAGER)
    stage.at("15:10:01")
    stage.do(c.CloseDay(()), MANAGER)


def test_in_a_hall_that_never_rests_a_time_at_midnight_is_checked_in_as_its_day_begins() -> None:
    week = {"week": {day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}}
    stage = hall(hours=week | {"last_ticket_min": 0})
    booking = book(stage, "00:00", TUESDAY)
    stage.at("23:55")

    with refused(AppointmentNotYet, from_at=at("00:00", TUESDAY)):
        stage.issue(appointment=booking.id)
    stage.at("00:00", TUESDAY)
    assert stage.issue(appointment=booking.id).counted_from == at("00:00", TUESDAY)


def test_who_books_by_phone_has_one_booking_of_a_service_at_a_time() -> None:
    stage = hall()
    first = book(stage, "10:00")

    def again(service: str = "household", held: tuple[str, ...] | None = (first.id,)) -> None:
        stage.do(c.BookAppointment(f"b{len(stage.facts)}", service, at("10:40"), held=held), CITIZEN)

    with refused(AlreadyBooked, service="household"):
        stage.do(c.BookAppointment("b", "household", at("10:30"), held=(first.id,)), CITIZEN)
    again("traffic")
    stage.do(c.CancelAppointment(first.id), CITIZEN)
    stage.do(c.BookAppointment("b2", "household", at("10:30"), held=(first.id,)), CITIZEN)


def test_a_case_whose_service_has_moved_is_for_the_desk() -> None:
    stage = Stage(now=at("17:00"))
    booking = carried(stage)
    services = [service for service in PLAN["services"] if service["id"] != "household"]
    counters = [counter | {"serves": ["traffic"], "support": []} for counter in PLAN["counters"][:1]]
    exits = [PLAN["counters"][1] | {"serves": ["exit-entry"]}, PLAN["counters"][2] | {"support": []}]
    stage.do(c.PublishPlan(plan_with(services=services, counters=[*counters, *exits])), MANAGER)

    with refused(AppointmentOver, state="moved"):
        stage.issue(appointment=booking.id)
    assert stage.issue("traffic", carried_from=booking.id).lane == "carried_over"


@pytest.mark.parametrize(("changes", "path"), [
    ({"appointments": {"services": [{"service": "household", "each": 1, "slot_min": 5}], "ahead_days": 90}},
     "appointments.services[0].slot_min"),
    ({"appointments": BOOKABLE | {"by_phone": True}, "limits": {"one_per_person": True}}, "appointments.by_phone"),
    ({"hours": {"week": {"mon": ["22:00-10:00"], "tue": ["09:00-12:00"]}}}, "hours.week.mon"),
])  # fmt: skip
def test_what_no_hall_could_keep_is_no_plan(changes: dict[str, Any], path: str) -> None:
    with pytest.raises(PlanInvalid) as caught:
        plan_with(**changes)

    assert [problem["path"] for problem in caught.value.data["problems"]] == [path]  # type: ignore[attr-defined]
