"""What an account of one branch sees of a hall live: its own line of service, and nothing of another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from queue_server.hall import commands as c
from queue_server.live import views
from queue_server.live.staff_shapes import LiveView
from queue_server.live.views.staff import REMAINING

from .halls import BOSS, LENS, LI, MORNING, PLAN, ZHANG, Day

POPULATION, BORDER = "population", "border"
HOUSEHOLD, ENTRY_EXIT = PLAN["services"]
TWO: dict[str, Any] = PLAN | {
    "services": [HOUSEHOLD | {"branch": POPULATION}, ENTRY_EXIT | {"branch": BORDER}],
    "counters": [
        *PLAN["counters"],
        {"id": "3", "name": {"zh": "3号窗口", "en": "Counter 3"}, "serves": ["household", "entry-exit"]},
    ],
}
OWN = {POPULATION: ("household", "A", "户政"), BORDER: ("entry-exit", "B", "出入境")}


@pytest.fixture
def day() -> Day:
    """Numbers of both branches in every state, one of each at the counter of both, one of each carried over."""
    day = Day(TWO)
    for service in ("household", "entry-exit"):
        day.issue(service)
    on = date(2026, 11, 27)
    day.do(c.CloseDay(tuple(c.Remaining(label, "系统升级", "请周五再来", on) for label in day.hall.by_label)), BOSS)
    day.wait(24 * 60)
    day.do(c.SignIn("1"), ZHANG)
    day.do(c.SignIn("2"), LI)
    for counter, clerk, service in (("1", ZHANG, "household"), ("2", LI, "entry-exit")):
        for _ in range(6):
            day.issue(service)
        done, parked, missed = "FPM"
        for what in (done, parked, missed):
            day.call(counter, clerk)
            if what == missed:
                day.wait(2)
                day.do(c.NoShow(counter), clerk)
                continue
            day.start(counter, clerk)
            day.wait(3)
            day.do(c.Park(counter, "补材料") if what == parked else c.Finish(counter, "done"), clerk)
        day.call(counter, clerk)
    for service in OWN.values():
        ticket = next(ticket for ticket in day.hall.open_tickets() if ticket.service == service[0])
        day.do(c.RequestSlip(ticket.id, "printer-1", f"slip-{ticket.id}"), BOSS)
        day.do(c.FailSlip(f"slip-{ticket.id}", "no paper"), PRINTER)
    return day


PRINTER = c.Actor("device", "printer-1")


def seen(day: Day, branch: str) -> LiveView:
    return views.live_of_branch(day.hall, branch, day.now, LENS)


@pytest.mark.parametrize(("branch", "other"), [(POPULATION, BORDER), (BORDER, POPULATION)])
def test_nothing_of_another_branch_stands_in_the_view(day: Day, branch: str, other: str) -> None:
    service, series, name = OWN[other]
    labels = {ticket.label for ticket in day.hall.tickets.values() if ticket.service == service}
    ids = {ticket.id for ticket in day.hall.tickets.values() if ticket.service == service}
    whole = views.live(day.hall, day.now, LENS).model_dump_json()
    traces = {service, name, *(f'"{label}"' for label in labels), *(f'"{ticket}"' for ticket in ids)}
    open_ones = {f'"{ticket.id}"' for ticket in day.hall.open_tickets() if ticket.service == service}
    assert len(open_ones) == 5  # waiting (2), called, parked, missed
    assert all(trace in whole for trace in {service, name, *open_ones})  # the manager is shown what we look for

    told = seen(day, branch).model_dump_json()

    assert [trace for trace in sorted(traces) if trace in told] == []
    assert f'"{series}0' not in told


@pytest.mark.parametrize("branch", [POPULATION, BORDER])
def test_figures_are_those_of_the_branch(day: Day, branch: str) -> None:
    live = seen(day, branch)

    assert (live.issued, live.ended, live.missed, live.parked) == (6, 1, 1, 1)
    assert (live.remaining_count, len(live.remaining)) == (5, 5)
    assert (live.day.waiting, live.day.serving) == (2, 1)
    assert [(case.label[0], case.service) for case in live.carried] == [(OWN[branch][1], OWN[branch][0])]
    assert live.carried_count == 1
    assert [(one.service, one.waiting, one.issued) for one in live.services] == [(OWN[branch][0], 2, 6)]


def test_what_belongs_to_no_line_of_service_is_left_out(day: Day) -> None:
    whole, live = views.live(day.hall, day.now, LENS), seen(day, POPULATION)
    assert (len(whole.slips), bool(whole.registers)) == (2, True)

    assert (live.slips, live.printers, live.registers) == ([], [], {})
    assert (live.forecasts.judged, live.forecasts.in_range, live.carried_missed) == (0, None, 0)


def test_both_branches_together_are_the_hall(day: Day) -> None:
    whole, parts = views.live(day.hall, day.now, LENS), [seen(day, branch) for branch in OWN]

    for figure in ("issued", "ended", "missed", "parked", "remaining_count", "carried_count"):
        assert getattr(whole, figure) == sum(getattr(part, figure) for part in parts), figure
    assert {ticket.id for ticket in whole.remaining} == {one.id for part in parts for one in part.remaining}


def test_a_counter_of_both_branches_keeps_the_number_of_the_other_to_itself(day: Day) -> None:
    day.start("2", LI)
    day.do(c.Finish("2", "done"), LI)
    day.do(c.SignOut("2"), LI)
    day.do(c.SignIn("3"), LI)
    day.do(c.CallLabel("3", "B005", "带小孩"), LI)

    counters = {branch: {one.id: one for one in seen(day, branch).counters} for branch in OWN}

    # counter 1 serves household, and entry-exit only as support: its count is of both
    assert {branch: sorted(found) for branch, found in counters.items()} == {POPULATION: ["1", "3"], BORDER: ["2", "3"]}
    assert (counters[BORDER]["3"].label, counters[POPULATION]["3"].label) == ("B005", None)
    assert (counters[POPULATION]["3"].since, counters[POPULATION]["3"].state) == (None, "called")
    assert (counters[POPULATION]["1"].served, counters[BORDER]["2"].served) == (None, 2)
    assert counters[BORDER]["3"].served is None


def test_a_number_that_is_transferred_goes_over_to_the_branch_of_its_new_service(day: Day) -> None:
    day.start("1")
    label = next(one.label for one in seen(day, POPULATION).counters if one.id == "1")

    day.do(c.Transfer("1", "entry-exit", note="转出入境"))

    assert label not in {ticket.label for ticket in seen(day, POPULATION).remaining}
    assert label in {ticket.label for ticket in seen(day, BORDER).remaining}


def test_a_branch_that_no_service_has_is_shown_nothing(day: Day) -> None:
    live = seen(day, "traffic")

    assert (live.services, live.counters, live.remaining, live.carried) == ([], [], [], [])
    assert (live.issued, live.ended, live.day.waiting, live.day.serving) == (0, 0, 0, 0)


def test_of_many_numbers_the_longest_waiting_are_shown_and_all_are_counted() -> None:
    day = Day(TWO, MORNING + timedelta(minutes=1))
    for _ in range(REMAINING + 1):
        day.issue("entry-exit")
    last = day.issue("household")

    assert [ticket.id for ticket in seen(day, POPULATION).remaining] == [last]
    border = seen(day, BORDER)
    assert (len(border.remaining), border.remaining_count) == (REMAINING, REMAINING + 1)
