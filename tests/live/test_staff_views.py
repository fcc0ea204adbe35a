"""What clerks and managers see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from queue_server.hall import commands as c
from queue_server.hall.instants import DAY, HOUR, MINUTE, to_datetime
from queue_server.hall.learned import Told
from queue_server.hall.tickets import Ticket
from queue_server.live import views
from tests.cases import cases

from .halls import BOSS, LENS, LI, MORNING, PLAN, ZHANG, Day

PRINTER = c.Actor("device", "printer-1")


@pytest.fixture
def day() -> Day:
    """Zhang and Li on post, nobody waiting, 10:00."""
    day = Day()
    day.do(c.SignIn("1"), ZHANG)
    day.do(c.SignIn("2"), LI)
    return day


def test_the_current_number_comes_with_the_whole_reason_of_its_call(day: Day) -> None:
    day.issue("household")
    day.wait(2)
    day.issue("household", lane="elderly")
    day.wait(1)
    day.call("1")

    current = views.counter(day.hall, "1", day.now, LENS).current

    assert current is not None
    assert (current.label, current.lane_name.zh, current.green, current.waited_s) == ("A002", "老年人", True, 60)
    assert current.reason.rule == "right_of_way"
    assert [(p.label, p.lane, p.waited_s) for p in current.reason.passed_over] == [("A001", "ordinary", 180)]
    assert current.reason.claim_s == 15 * 60 + 4 * 60


def test_a_wait_ends_with_the_call_and_grows_no_more(day: Day) -> None:
    day.issue("household")
    day.wait(3)
    day.call("1")
    day.wait(10)

    current = views.counter(day.hall, "1", day.now, LENS).current

    assert current is not None
    assert current.waited_s == 180


def test_after_a_recall_the_next_one_has_its_time(day: Day) -> None:
    day.issue("household")
    day.call("1")
    day.do(c.Recall("1"))

    current = views.counter(day.hall, "1", day.now, LENS).current

    assert current is not None
    assert (current.recalls, current.can_recall_at) == (1, to_datetime(day.now) + timedelta(seconds=20))


def test_the_next_few_stand_in_the_order_of_the_rule(day: Day) -> None:
    for _ in range(6):
        day.issue("household")
    day.issue("household", lane="elderly")

    panel = views.counter(day.hall, "1", day.now, LENS)

    assert [ticket.label for ticket in panel.next_up] == ["A007", "A001", "A002", "A003", "A004"]


def test_own_services_come_before_those_that_are_only_supported(day: Day) -> None:
    day.issue("entry-exit")

    panel = views.counter(day.hall, "1", day.now, LENS)

    assert [(q.service, q.count, q.own) for q in panel.waiting] == [("household", 0, True), ("entry-exit", 1, False)]


def test_a_counter_sees_its_own_parked_and_the_missed_of_its_services(day: Day) -> None:
    for service in ("household", "entry-exit"):
        day.issue(service)
        day.issue(service)
    for counter, clerk in (("1", ZHANG), ("2", LI)):
        day.call(counter, clerk)
        day.start(counter, clerk)
        day.do(c.Park(counter, reason="填表"), clerk)
        day.call(counter, clerk)
        day.do(c.NoShow(counter), clerk)

    panel = views.counter(day.hall, "1", day.now, LENS)

    assert [(t.label, t.note) for t in panel.parked] == [("A001", "填表")]
    assert [t.label for t in panel.missed] == ["A002"]


def test_what_left_the_parked_or_missed_is_not_shown_there_any_more(day: Day) -> None:
    day.issue("household")
    missed = day.issue("household")
    day.call("1")
    day.start("1")
    day.do(c.Park("1", reason="填表"))
    day.call("1")
    day.do(c.NoShow("1"))
    day.do(c.Unpark("1", "A001"))
    day.do(c.RejoinTicket(missed), c.Actor("citizen"))

    panel = views.counter(day.hall, "1", day.now, LENS)
    live = views.live(day.hall, day.now, LENS)

    assert (panel.parked, panel.missed) == ([], [])
    assert (live.parked, live.missed) == (0, 0)


def test_the_panel_names_the_clerk_the_pause_and_where_one_can_transfer_to(day: Day) -> None:
    day.do(c.Pause("1", "取材料", minutes=5))

    panel = views.counter(day.hall, "1", day.now, LENS)

    assert panel.post is not None
    assert (panel.post.clerk, panel.post.name, panel.post.role) == ("zhang", "张敏", "A")
    assert panel.pause is not None
    assert panel.pause.back_at == to_datetime(day.now) + timedelta(minutes=5)
    assert [service.id for service in panel.services] == ["household", "entry-exit"]
    assert [(other.id, other.state) for other in panel.counters] == [("1", "paused"), ("2", "free")]


def test_a_failed_slip_is_shown_until_it_is_asked_for_again_or_its_number_has_ended(day: Day) -> None:
    first = day.issue("household", printer="p", slip="s1")
    second = day.issue("household", printer="p", slip="s2")
    day.do(c.FailSlip("s1", "缺纸"), PRINTER)
    day.do(c.FailSlip("s2", "缺纸"), PRINTER)

    def troubles() -> list[str]:
        live = views.live(day.hall, day.now, LENS).slips
        assert live == views.counter(day.hall, "1", day.now, LENS).slips
        return [slip.label for slip in live]

    assert troubles() == ["A002", "A001"]
    day.do(c.RequestSlip(first, "p", "s3"), ZHANG)
    assert troubles() == ["A002"]
    day.do(c.CancelTicket(second), c.Actor("citizen"))
    assert troubles() == []


def test_a_slip_that_no_printer_answers_for_is_shown_once_the_kiosk_has_given_up(day: Day) -> None:
    number = day.issue("household")
    day.do(c.RequestSlip(number, "p", "s1"), ZHANG)
    taken = day.issue("household")
    day.do(c.RequestSlip(taken, "p", "s2"), ZHANG)
    day.do(c.TakeSlip("s2"), PRINTER)

    def troubles() -> list[tuple[str, str]]:
        return [(slip.label, slip.why) for slip in views.live(day.hall, day.now, LENS).slips]

    given_up = cases("slips")["unanswered_s"] / 60  # what the kiosk's own tests read
    day.wait(given_up - 1 / 60)
    assert troubles() == []
    day.wait(1 / 60)
    assert sorted(troubles()) == [("A001", "no-answer"), ("A002", "no-answer")]
    day.do(c.ConfirmSlip("s2"), PRINTER)
    day.do(c.RequestSlip(number, "p", "s3"), ZHANG)
    assert troubles() == []


def test_the_time_of_a_serving_leaves_out_what_it_was_parked(day: Day) -> None:
    day.issue("household")
    day.call("1")
    day.start("1")
    day.wait(4)
    day.do(c.Park("1", reason="photo"), ZHANG)
    day.wait(20)
    day.do(c.Unpark("1", "A001"), ZHANG)

    def lasts() -> float:
        current = views.counter(day.hall, "1", day.now, LENS).current
        assert current is not None
        return round((to_datetime(day.now) - current.state_since).total_seconds() / 60)

    day.wait(1)
    assert lasts() == 1  # since it was called back
    day.start("1")
    assert lasts() == 5


def test_the_manager_sees_every_open_number_the_longest_waiting_first(day: Day) -> None:
    for _ in range(3):
        day.issue("household")
        day.wait(1)
    day.issue("entry-exit")
    day.call("1")
    day.start("1")
    day.do(c.Transfer("1", service="entry-exit"))  # keeps its age
    day.call("2", LI)

    live = views.live(day.hall, day.now, LENS)

    assert [(t.label, t.state) for t in live.remaining] == [
        ("A001", "called"),
        ("A002", "waiting"),
        ("A003", "waiting"),
        ("B001", "waiting"),
    ]
    assert (live.issued, live.ended, live.remaining_count) == (4, 0, 4)
    assert live.day.serving == 1


def test_the_manager_sees_how_each_service_goes(day: Day) -> None:
    for _ in range(2):
        day.issue("household")
    day.wait(4)
    for _ in range(2):
        day.call("1")
        day.start("1")
        day.do(c.Finish("1", outcome="done"))
        day.wait(2)
    day.issue("household")
    day.do(c.Pause("2", "取材料"), LI)

    household, entry_exit = views.live(day.hall, day.now, LENS).services

    assert (household.issued, household.ended, household.waiting, household.counters) == (3, 2, 1, 1)
    assert household.mean_wait_s == 5 * 60  # 4 and 6 minutes
    assert (entry_exit.issued, entry_exit.mean_wait_s, entry_exit.counters) == (0, None, 0)


def test_a_counter_counts_those_whom_it_may_call_and_names_the_others_beside() -> None:
    green = PLAN["counters"][0] | {"lanes": ["elderly"], "other_lanes": "never"}
    day = Day(PLAN | {"counters": [green, PLAN["counters"][1] | {"serves": ["household", "entry-exit"]}]})
    day.do(c.SignIn("1"), ZHANG)
    day.issue("household")

    view = views.counter(day.hall, "1", day.now, LENS)
    assert (view.waiting[0].count, view.waiting[0].oldest_at, view.waiting[0].others, view.next_up) == (0, None, 1, [])

    day.wait(3)
    day.issue("household", lane="elderly")
    household = views.counter(day.hall, "1", day.now, LENS).waiting[0]
    assert (household.count, household.oldest_at, household.others) == (1, to_datetime(day.now), 1)
    assert views.counter(day.hall, "2", day.now, LENS).waiting[0].count == 2


def test_the_manager_sees_how_good_the_forecasts_are(day: Day) -> None:
    def told(low: float, mid: float, high: float) -> dict[str, Told]:
        return {"ordinary": Told(*(round(point * MINUTE) for point in (low, mid, high, mid, high - low)))}

    nobody_yet = views.live(day.hall, day.now, LENS).forecasts
    assert (nobody_yet.judged, nobody_yet.in_range, nobody_yet.mean_error_s) == (0, None, None)
    day.issue("household", told=told(2, 3, 8))
    day.issue("household", told=told(6, 10, 15))
    day.issue("household")  # told nothing
    day.wait(5)
    for _ in range(3):
        day.call("1")
        day.start("1")
        day.do(c.Finish("1", outcome="done"))

    forecasts = views.live(day.hall, day.now, LENS).forecasts

    assert (forecasts.judged, forecasts.in_range, forecasts.nominal) == (2, 0.5, 0.7)
    assert forecasts.mean_error_s == (2 + 5) * 60 // 2
    day.wait(24 * 60)
    assert views.live(day.hall, day.now, LENS).forecasts.judged == 0


@pytest.mark.parametrize(
    ("low", "high", "waited_s", "share"),
    [
        (0, 0, 8, 1),  # read as "within 1 minute"
        (0, 0, 61, 0),
        (0, 59.4, 60, 1),
        (119, 200, 60, 1),  # read as "1 to 4 minutes"
        (119, 200, 59, 0),
        (119, 200, 240, 1),
        (119, 200, 241, 0),
        (300, 301, 360, 1),  # read as "5 to 6 minutes"
        (300, 300, 360, 1),  # as well: a range is at least a minute wide
    ],
)
def test_a_forecast_is_judged_as_people_read_it(
    day: Day, low: float, high: float, waited_s: float, share: float
) -> None:
    said = Told(*(round(point * 1_000_000) for point in (low, low, high, low, high - low)))
    day.issue("household", told={"ordinary": said})
    day.wait(waited_s / 60)
    day.call("1")
    assert views.live(day.hall, day.now, LENS).forecasts.in_range == share


def test_the_manager_sees_since_when_each_counter_is_at_it(day: Day) -> None:
    day.issue("household")
    day.wait(5)
    day.call("1")
    called_at = to_datetime(day.now)

    first, second = views.live(day.hall, day.now, LENS).counters

    assert (first.state, first.label, first.since) == ("called", "A001", called_at)
    assert (second.state, second.label, second.since) == ("free", None, None)
    day.wait(1)
    day.start("1")
    assert views.live(day.hall, day.now, LENS).counters[0].since == to_datetime(day.now)


def test_cases_carried_over_are_shown_until_they_come(day: Day) -> None:
    ticket = day.issue("household")
    day.do(c.CloseDay((c.Remaining("A001", "系统升级", "请周五再来", date(2026, 11, 27)),)), BOSS)
    assert [(case.label, case.on) for case in views.live(day.hall, day.now, LENS).carried] == [
        ("A001", date(2026, 11, 27))
    ]

    day.wait(2 * 24 * 60)
    day.issue("household", carried_from=ticket)

    assert views.live(day.hall, day.now, LENS).carried == []


def test_the_manager_sees_until_when_each_case_carried_over_is_kept_and_how_many_ended(day: Day) -> None:
    for _ in range(2):
        day.issue("household")
    on = date(2026, 11, 27)
    day.do(c.CloseDay(tuple(c.Remaining(label, "系统升级", "请周五再来", on) for label in day.hall.by_label)), BOSS)
    last = date(2026, 12, 11)  # ten business days after that Friday

    live = views.live(day.hall, day.now, LENS)
    assert [case.until for case in live.carried] == [last, last]
    assert (live.carried_count, live.carried_missed) == (2, 0)
    for _ in range((last - MORNING.date()).days):
        day.wait(24 * 60)
    day.wait(8 * 60)  # that day's evening
    live = views.live(day.hall, day.now, LENS)
    assert (live.carried, live.carried_count, live.carried_missed) == ([], 0, 2)
    day.wait((3 * 24 - 8) * 60)  # Monday morning
    assert views.live(day.hall, day.now, LENS).carried_missed == 2
    day.wait(24 * 60)
    assert views.live(day.hall, day.now, LENS).carried_missed == 0


def test_of_many_cases_carried_over_the_first_fifty_to_come_are_pushed_with_the_whole_count(day: Day) -> None:
    for _ in range(60):
        day.issue("household")
    labels = list(day.hall.by_label)
    later = {label: date(2026, 12, 1) if n < 20 else date(2026, 11, 30) for n, label in enumerate(labels)}
    day.do(c.CloseDay(tuple(c.Remaining(label, "停电", "请再来", later[label]) for label in labels)), BOSS)

    live = views.live(day.hall, day.now, LENS)

    assert [case.label for case in live.carried] == [*labels[20:], *labels[:10]]
    assert live.carried_count == 60


def test_a_new_day_starts_its_counts_anew(day: Day) -> None:
    day.issue("household")
    day.call("1")
    day.start("1")
    day.do(c.Finish("1", outcome="done"))
    day.wait(24 * 60)

    live = views.live(day.hall, day.now, LENS)

    assert (live.issued, live.ended, live.services[0].issued, live.services[0].mean_wait_s) == (0, 0, 0, None)


@pytest.mark.parametrize(
    ("off", "zh", "en"),
    [
        (5 * 365 * DAY, "快了约 1825 天", "ahead by some 1825 days"),
        (-3 * HOUR, "慢了约 3 小时", "back by some 3 hours"),
        (HOUR, "快了约 60 分钟", "ahead by some 60 minutes"),
    ],
)
def test_a_clock_that_has_leapt_is_told_the_manager(day: Day, off: int, zh: str, en: str) -> None:
    (warning,) = views.live(day.hall, day.now, replace(LENS, clock_off=off)).warnings

    assert zh in warning.zh
    assert en in warning.en
    assert views.live(day.hall, day.now, LENS).warnings == []


def test_no_more_than_500_open_numbers_are_listed_and_all_are_counted(day: Day) -> None:
    for _ in range(510):
        day.issue("household")

    live = views.live(day.hall, day.now, LENS)

    assert (len(live.remaining), live.remaining_count) == (500, 510)
    assert live.remaining[0].issued_at == MORNING


class NoWalk(dict[str, Ticket]):
    """Tickets that can be looked up and not gone through."""

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("a view must not cost more when more people wait")

    keys = values = items = __iter__  # type: ignore[assignment]


def test_no_view_goes_through_all_tickets(day: Day) -> None:
    mine = day.hall.ticket(day.issue("household"))
    day.issue("household", lane="elderly")
    day.call("1")
    day.hall.tickets = NoWalk(day.hall.tickets)

    views.board(day.hall, day.now, LENS)
    views.kiosk(day.hall, day.now, LENS)
    views.window(day.hall, "1", day.now, LENS)
    views.counter(day.hall, "1", day.now, LENS)
    views.live(day.hall, day.now, LENS)
    views.ticket(day.hall, mine, day.now, LENS)
