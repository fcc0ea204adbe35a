"""Closing time: who is still there, extended service, and the day that closes by itself."""

from __future__ import annotations

import pytest

from queue_server.hall import commands as c
from queue_server.hall import facts as f
from queue_server.hall.errors import HallClosed, TicketHasEnded, UnknownTicket

from .halls import CITIZEN, MONDAY, Stage, at, miss, plan_with, refused, rejoin

TUESDAY = MONDAY.replace(day=13)


@pytest.fixture
def stage() -> Stage:
    """Half an hour before closing time."""
    stage = Stage(now=at("17:00"))
    stage.sign_in("1", "2")
    return stage


def test_closing_time_records_who_is_still_there_and_what_they_do(stage: Stage) -> None:
    for service in ("household", "household", "household", "household", "traffic"):
        stage.issue(service)
    stage.serve("1")
    stage.press(c.Park("1", "a form"))  # A001
    stage.wait(20)
    miss(stage, "1")  # A002
    stage.next("1")  # A003
    stage.serve("2")  # A004

    stage.at("17:30")

    closing = stage.last(f.ClosingReached)
    labels = {
        state: [stage.hall.tickets[ticket].label for ticket in getattr(closing, state)]
        for state in ("waiting", "serving", "parked", "missed")
    }
    assert labels == {"waiting": ["C001"], "serving": ["A003", "A004"], "parked": ["A001"], "missed": ["A002"]}
    assert (closing.date, closing.closing_at) == ("2026-10-12", at("17:30"))
    assert {t.label: t.at_closing for t in stage.hall.tickets.values()} == {
        "A001": "parked", "A002": "missed", "A003": "serving", "A004": "serving", "C001": "waiting",
    }  # fmt: skip


def test_it_is_recorded_before_whatever_happens_next_however_late_that_is(stage: Stage) -> None:
    stage.issue()
    stage.issue()
    stage.serve("1")
    stage.now = at("19:00")  # nobody looked since

    stage.finish("1")

    assert [fact.kind for fact in stage.facts[-2:]] == ["closing.reached", "ticket.ended"]
    closing = stage.last(f.ClosingReached)
    assert (len(closing.waiting), len(closing.serving)) == (1, 1)
    assert closing.closing_at == at("17:30")


def test_a_microsecond_before_closing_time_is_before_it(stage: Stage) -> None:
    stage.issue()
    stage.now = at("17:29:59.999999")
    stage.do(c.Tick())
    assert not stage.hall.closing_reached

    stage.now += 1
    stage.do(c.Tick())
    assert stage.hall.closing_reached


def test_it_is_recorded_once(stage: Stage) -> None:
    stage.issue()
    for clock in ("17:30", "17:31", "23:59"):
        stage.at(clock)
    stage.at("03:00", TUESDAY)

    assert [fact.kind for fact in stage.facts].count("closing.reached") == 1


def test_the_hall_goes_on_until_the_last_one_is_done(stage: Stage) -> None:
    stage.issue()
    stage.issue()
    stage.serve("1")
    stage.at("17:30")

    stage.finish("1")
    assert stage.hall.phase(stage.now) == "extended"
    stage.serve("2")
    assert stage.hall.phase(stage.now) == "extended"
    stage.wait(20)
    stage.finish("2")

    closed = stage.last(f.DayClosed)
    assert (closed.how, closed.at, closed.by) == ("by itself", at("17:50"), "system")
    assert stage.hall.phase(stage.now) == "closed"


def test_closing_by_itself_signs_everybody_out(stage: Stage) -> None:
    stage.press(c.Pause("2", "cleaning up"))

    stage.at("17:30")

    assert all(counter.post is None and counter.pause is None for counter in stage.hall.counters.values())
    assert [fact.kind for fact in stage.facts[-4:]] == [
        "closing.reached", "counter.signed_out", "counter.signed_out", "day.closed",
    ]  # fmt: skip


def test_midnight_changes_nothing(stage: Stage) -> None:
    ticket = stage.issue()
    stage.at("00:30", TUESDAY)

    assert stage.hall.phase(stage.now) == "extended"
    assert stage.hall.day is not None
    assert stage.hall.day.date == MONDAY
    assert stage.serve("1") is ticket
    stage.finish("1")
    assert stage.last(f.DayClosed).date == "2026-10-12"


def test_a_parked_number_keeps_the_hall_open(stage: Stage) -> None:
    stage.issue()
    stage.serve("1")
    stage.press(c.Park("1", "fetches a form"))

    stage.at("20:00")

    assert stage.hall.phase(stage.now) == "extended"


def test_a_missed_number_keeps_the_hall_open_for_a_quarter_of_an_hour_after_its_miss(stage: Stage) -> None:
    ticket = stage.issue()
    stage.at("17:25")
    miss(stage, "1")

    stage.at("17:39:59")
    assert stage.hall.phase(stage.now) == "extended"
    stage.at("17:40")

    assert stage.hall.phase(stage.now) == "closed"
    assert (ticket.state, ticket.outcome) == ("ended", "missed")


def test_of_several_missed_numbers_the_last_decides(stage: Stage) -> None:
    first, second = stage.issue(), stage.issue()
    stage.at("17:20")
    miss(stage, "1")
    stage.at("17:25")
    miss(stage, "1")
    rejoin(stage, first)
    stage.at("17:28")
    miss(stage, "1")  # the first once more

    stage.at("17:42:59")
    assert stage.hall.phase(stage.now) == "extended"
    stage.at("17:43")

    assert [ticket.outcome for ticket in (first, second)] == ["missed", "missed"]


def test_a_miss_of_long_ago_does_not_keep_the_hall_open(stage: Stage) -> None:
    ticket = stage.issue()
    miss(stage, "1")

    stage.at("17:30")

    assert stage.last(f.DayClosed).at == at("17:30")
    assert ticket.outcome == "missed"
    assert stage.last(f.ClosingReached).missed == [ticket.id]


def test_who_missed_may_report_again_in_extended_service(stage: Stage) -> None:
    ticket = stage.issue()
    stage.at("17:25")
    miss(stage, "1")
    stage.at("17:35")

    rejoin(stage, ticket)
    stage.at("19:00")

    assert stage.next("1") is ticket


def test_while_others_wait_no_missed_number_is_ended(stage: Stage) -> None:
    missed, _ = stage.issue(), stage.issue()
    miss(stage, "1")
    stage.at("20:00")
    assert missed.state == "missed"

    stage.order("1")

    assert missed.outcome == "missed"
    assert stage.hall.day_closed


def test_after_the_day_is_closed_nothing_can_be_done_with_its_numbers(stage: Stage) -> None:
    ticket = stage.issue()
    stage.at("17:30")
    stage.order("1")
    assert stage.hall.day_closed

    with refused(TicketHasEnded, label="A001"):
        stage.hall.labelled(ticket.label)
    with refused(TicketHasEnded, label="A001"):
        stage.do(c.CancelTicket(ticket.id), CITIZEN)
    with refused(HallClosed):
        stage.issue()


def test_a_night_session_closes_in_the_morning() -> None:
    stage = Stage(plan_with(hours={"week": {"mon": ["22:00-06:00"]}, "last_ticket_min": 0}), now=at("23:00"))
    stage.sign_in("1")
    stage.issue()
    stage.at("06:00", TUESDAY)
    assert stage.hall.phase(stage.now) == "extended"

    stage.order("1")

    assert stage.last(f.ClosingReached).closing_at == at("06:00", TUESDAY)
    assert stage.last(f.DayClosed).date == "2026-10-12"


def test_numbers_of_a_day_that_never_ended_are_held_over_as_they_are(stage: Stage) -> None:
    for _ in range(5):
        stage.issue()
    stage.serve("1")
    stage.press(c.Park("1", "a form"))  # A001
    stage.serve("1")  # A002
    stage.next("2")  # A003
    before = stage.states()

    stage.at("08:50", TUESDAY)

    started = stage.last(f.DayStarted)
    assert started.date == "2026-10-13"
    assert [stage.hall.tickets[ticket].label for ticket in started.held_over] == [
        "A001",
        "A002",
        "A003",
        "A004",
        "A005",
    ]
    assert stage.states() == before
    assert stage.hall.counters["1"].current == stage.hall.by_label["A002"]
    stage.finish("1")
    assert stage.next("1") is stage.hall.labelled("A004")


def test_a_missed_number_past_its_hold_ends_before_the_next_day_instead_of_going_along_for_ever(stage: Stage) -> None:
    missed, waiting = stage.issue(), stage.issue()
    miss(stage, "1")

    stage.at("08:50", TUESDAY)

    assert missed.outcome == "missed"
    assert stage.last(f.DayStarted).held_over == [waiting.id]


def test_a_number_still_held_is_not_given_again(stage: Stage) -> None:
    for _ in range(3):
        stage.issue()
    stage.serve("1")
    stage.finish("1")
    stage.at("08:50", TUESDAY)  # A002 and A003 are held over

    assert [stage.issue().label for _ in range(2)] == ["A001", "A004"]
    assert stage.order("1") == ["A002", "A003", "A001", "A004"]
    assert stage.issue().label == "A005"


def test_the_held_over_go_first_by_their_age(stage: Stage) -> None:
    held = stage.issue()
    stage.at("09:00", TUESDAY)
    stage.issue(lane="elderly")

    assert stage.next("1") is held


def test_at_the_next_closing_time_the_held_over_are_still_late_cases_of_their_own_day(stage: Stage) -> None:
    held = stage.issue()
    stage.serve("1")
    stage.press(c.Park("1", "a form"))
    stage.at("17:30")
    assert held.at_closing == "parked"
    stage.at("09:00", TUESDAY)
    stage.press(c.Unpark("1", held.label))

    stage.at("17:30", TUESDAY)

    assert stage.last(f.ClosingReached).serving == [held.id]
    assert held.at_closing == "parked"


def test_tickets_that_ended_are_forgotten_with_the_next_day_and_open_ones_are_not(stage: Stage) -> None:
    ended, held = stage.issue(), stage.issue()
    stage.serve("1")
    stage.finish("1")

    stage.at("08:50", TUESDAY)

    with refused(UnknownTicket, ticket=ended.id):
        stage.do(c.CancelTicket(ended.id), CITIZEN)
    assert stage.hall.ticket(held.id) is held


def test_a_weekend_passes_over_a_day_that_never_ended() -> None:
    friday = MONDAY.replace(day=16)
    stage = Stage(now=at("17:00", friday))
    held = stage.issue()

    stage.at("12:00", MONDAY.replace(day=18))  # Sunday
    assert stage.hall.phase(stage.now) == "extended"
    stage.at("08:50", MONDAY.replace(day=19))

    assert stage.hall.phase(stage.now) == "preparing"
    assert stage.last(f.DayStarted).held_over == [held.id]
