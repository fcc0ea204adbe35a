"""What anybody may see: board, kiosk, window, phone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from queue_server.access import Plaque
from queue_server.hall import commands as c
from queue_server.hall.errors import UnknownCounter
from queue_server.hall.instants import to_datetime
from queue_server.live import views
from queue_server.live.shapes import TicketView

from .halls import LENS, LI, MORNING, PLAN, ZHANG, Day


@pytest.fixture
def day() -> Day:
    """Zhang and Li on post, nobody waiting, 10:00."""
    day = Day()
    day.do(c.SignIn("1"), ZHANG)
    day.do(c.SignIn("2", role="B"), LI)
    return day


def test_the_board_shows_calls_newest_first_with_their_own_numbers(day: Day) -> None:
    day.issue("household")
    day.issue("entry-exit")
    day.call("1", ZHANG)
    day.call("2", LI)
    day.do(c.Recall("1"), ZHANG)

    board = views.board(day.hall, day.now, LENS)

    assert [(call.seq, call.label, call.counter, call.recall) for call in board.calls] == [
        (3, "A001", "1", True),
        (2, "B001", "2", False),
        (1, "A001", "1", False),
    ]
    assert board.calls[1].counter_name.zh == "2号窗口"
    assert board.seq == day.hall.seq


def test_the_board_shows_each_services_load_and_each_counters_state(day: Day) -> None:
    day.issue("household")
    day.wait(5)
    day.issue("household")
    day.do(c.Pause("2", "取材料", minutes=10), LI)

    board = views.board(day.hall, day.now, LENS)

    assert [(load.service, load.count) for load in board.waiting] == [("household", 2), ("entry-exit", 0)]
    assert board.waiting[0].oldest_at == MORNING
    assert board.waiting[1].oldest_at is None
    assert [(counter.id, counter.state) for counter in board.counters] == [("1", "free"), ("2", "paused")]
    assert board.counters[1].back_at == to_datetime(day.now) + timedelta(minutes=10)
    assert board.notices[0].zh == "请带好身份证"


def test_public_views_tell_no_lane_and_no_reason(day: Day) -> None:
    day.issue("household")
    ticket = day.issue("household", lane="elderly")
    day.call("1", ZHANG)  # the green channel's number, with a reason that names lanes

    for view in (
        views.board(day.hall, day.now, LENS),
        views.window(day.hall, "1", day.now, LENS),
        views.ticket(day.hall, day.hall.ticket(ticket), day.now, LENS),
        views.kiosk_ticket(day.hall, day.hall.ticket(ticket), day.now, LENS),
    ):
        told = view.model_dump_json()
        assert "elderly" not in told
        assert "passed_over" not in told


def test_a_window_shows_who_is_on_duty_and_whom_it_serves(day: Day) -> None:
    day.issue("entry-exit")
    day.call("2", LI)

    window = views.window(day.hall, "2", day.now, LENS)

    assert window.duty is not None
    assert (window.duty.name, window.duty.role) == ("李强", "B")
    assert (window.counter.state, window.counter.label) == ("called", "B001")
    assert [service.zh for service in window.services] == ["出入境"]


def test_a_paused_window_says_why_and_an_empty_one_nobody(day: Day) -> None:
    day.do(c.Pause("1", "取材料"), ZHANG)
    day.do(c.SignOut("2"), LI)

    paused = views.window(day.hall, "1", day.now, LENS)
    empty = views.window(day.hall, "2", day.now, LENS)

    assert (paused.pause_reason, paused.counter.state) == ("取材料", "paused")
    assert (empty.duty, empty.counter.state) == (None, "closed")


def test_a_window_of_no_counter_is_refused_by_name(day: Day) -> None:
    with pytest.raises(UnknownCounter):
        views.window(day.hall, "99", day.now, LENS)


def test_the_kiosk_offers_the_green_channel_without_what_needs_approval(day: Day) -> None:
    day.issue("household")

    kiosk = views.kiosk(day.hall, day.now, LENS)

    assert (kiosk.accepting, kiosk.why_not) == (True, None)
    assert [lane.lane for lane in kiosk.green] == ["elderly"]
    assert [(s.service, s.series, s.waiting) for s in kiosk.services] == [("household", "A", 1), ("entry-exit", "B", 0)]
    assert kiosk.services[0].forecast is not None


def test_the_kiosk_promises_no_wait_where_nobody_is_on_post() -> None:
    kiosk = views.kiosk((day := Day()).hall, day.now, LENS)

    assert [service.forecast for service in kiosk.services] == [None, None]


@pytest.mark.parametrize(
    ("hour", "minute", "why_not", "state"),
    [
        (8, 40, "hall-closed", "closed"),
        (8, 55, None, "preparing"),
        (12, 30, None, "break"),
        (17, 5, "tickets-closed", "last_tickets"),
        (18, 0, "hall-closed", "closed"),
    ],
)
def test_the_kiosk_says_whether_and_why_no_number_is_given(
    hour: int, minute: int, why_not: str | None, state: str
) -> None:
    at = datetime(2026, 11, 25, tzinfo=UTC) + timedelta(hours=hour - 8, minutes=minute)

    kiosk = views.kiosk((day := Day(at=at)).hall, day.now, LENS)

    assert (kiosk.why_not, kiosk.day.state) == (why_not, state)


def test_after_closing_time_with_people_waiting_the_day_is_extended_and_the_kiosk_closed(day: Day) -> None:
    day.issue("household")
    day.wait(8 * 60)

    kiosk = views.kiosk(day.hall, day.now, LENS)

    assert (kiosk.day.state, kiosk.day.waiting, kiosk.why_not) == ("extended", 1, "tickets-closed")


def test_the_day_gives_its_hours_and_the_next_opening_while_it_rests() -> None:
    evening = Day(at=datetime(2026, 11, 25, 11, tzinfo=UTC))  # 19:00

    told = views.day(evening.hall, evening.now)

    assert [opening.opens_at.hour for opening in told.sessions] == [1, 6]
    assert told.next_opens_at == datetime(2026, 11, 26, 1, tzinfo=UTC)


def test_on_a_closed_day_there_are_no_hours_and_monday_is_next() -> None:
    sunday = Day(at=datetime(2026, 11, 29, 4, tzinfo=UTC))

    told = views.day(sunday.hall, sunday.now)

    assert (told.sessions, told.closes_at, told.last_ticket_at) == ([], None, None)
    assert told.next_opens_at == datetime(2026, 11, 30, 1, tzinfo=UTC)


def test_a_phone_follows_its_number_from_the_wait_to_the_end(day: Day) -> None:
    day.issue("household")
    ticket = day.issue("household")

    def phone() -> TicketView:
        return views.ticket(day.hall, day.hall.ticket(ticket), day.now, LENS)

    assert (phone().state, phone().ahead, phone().counter, phone().can_cancel) == ("waiting", 1, None, True)
    assert phone().forecast is not None

    day.call("1", ZHANG)
    day.start("1", ZHANG)
    day.do(c.Finish("1", outcome="done"), ZHANG)
    day.call("1", ZHANG)
    called = phone()
    assert (called.state, called.ahead, called.forecast) == ("called", None, None)
    assert called.counter is not None
    assert (called.counter.id, called.called_at) == ("1", to_datetime(day.now))

    day.start("1", ZHANG)
    day.do(c.Finish("1", outcome="refused", reason="材料不全"), ZHANG)
    ended = phone()
    assert (ended.state, ended.outcome, ended.explanation) == ("ended", "refused", "材料不全")
    assert (ended.can_rate, ended.can_cancel, ended.counter) == (True, False, None)

    day.do(c.RateTicket(ticket, 5), c.Actor("citizen"))
    assert (phone().rating, phone().can_rate) == (5, False)


def test_a_missed_number_may_report_again_as_long_as_the_day_runs(day: Day) -> None:
    ticket = day.issue("household")
    day.call("1", ZHANG)
    day.do(c.NoShow("1"), ZHANG)

    phone = views.ticket(day.hall, day.hall.ticket(ticket), day.now, LENS)

    assert (phone.state, phone.misses, phone.misses_allowed, phone.can_rejoin) == ("missed", 1, 3, True)


def test_a_carried_over_number_tells_the_later_day_and_why(day: Day) -> None:
    ticket = day.issue("household")
    day.do(c.CloseDay((c.Remaining("A001", "系统升级", "请周五再来", date(2026, 11, 27)),)), c.Actor("staff", "boss"))

    phone = views.ticket(day.hall, day.hall.ticket(ticket), day.now, LENS)

    assert (phone.outcome, phone.on, phone.explanation) == ("carried_over", date(2026, 11, 27), "请周五再来")
    assert phone.can_rejoin is False


def test_a_phone_sees_what_became_of_its_slip(day: Day) -> None:
    ticket = day.issue("household", printer="printer-1", slip="slip-1")

    def phone() -> TicketView:
        return views.ticket(day.hall, day.hall.ticket(ticket), day.now, LENS)

    assert phone().slip == "requested"
    day.do(c.FailSlip("slip-1", "缺纸"), c.Actor("device", "printer-1"))
    assert (phone().slip, phone().slip_why) == ("failed", "缺纸")


def test_a_number_whose_service_a_later_plan_dropped_keeps_its_id_for_a_name(day: Day) -> None:
    ticket = day.issue("entry-exit")
    day.do(c.CancelTicket(ticket), c.Actor("citizen"))
    day.do(c.SignOut("2"), LI)
    smaller = PLAN | {
        "services": PLAN["services"][:1],
        "counters": [PLAN["counters"][0] | {"support": []}],
    }
    day.do(c.PublishPlan(day.hall.plan.model_validate(smaller)), c.Actor("staff", "boss"))

    phone = views.ticket(day.hall, day.hall.ticket(ticket), day.now, LENS)

    assert phone.service_name.zh == "entry-exit"


def test_the_board_tells_how_long_one_would_wait_who_takes_a_number_now(day: Day) -> None:
    day.issue("household")
    assert views.board(day.hall, day.now, LENS).waiting[0].forecast is not None

    day.wait(7 * 60)  # 17:00, no more numbers today

    assert [load.forecast for load in views.board(day.hall, day.now, LENS).waiting] == [None, None]


def test_a_call_on_the_board_names_its_service(day: Day) -> None:
    day.issue("entry-exit")
    day.call("2", LI)

    assert views.board(day.hall, day.now, LENS).calls[0].service == "entry-exit"


def test_a_window_shows_the_plaque_of_who_is_on_duty(day: Day) -> None:
    lens = replace(LENS, plaque_of=lambda clerk: Plaque("张敏", "012345", "户籍民警"), photo_of=lambda clerk: "v1")

    duty = views.window(day.hall, "1", day.now, lens).duty

    assert duty is not None
    assert (duty.badge, duty.position) == ("012345", "户籍民警")
    assert duty.photo == "/api/v1/halls/h/counters/1/photo?version=v1"
