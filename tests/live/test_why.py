"""One true sentence for who asks why others went first; the same whoever they were."""

from __future__ import annotations

from typing import Any

from queue_server.hall import commands as c
from queue_server.hall.hall import Hall
from queue_server.live.views import why_others_went_first

from ..hall.halls import Stage, miss, plan_with, rejoin
from ..hall.test_appointments import BOOKABLE, book


def asked(*later: tuple[str, str], **changes: Any) -> Any:
    """What A001 hears when these (service, lane) came after it and went first."""
    stage = Stage(plan_with(**changes))
    stage.sign_in("1", "2", "3")
    mine = stage.issue()
    for service, lane in later:
        stage.issue(service, lane, may_approve=True, reason="told")
        stage.serve({"household": "1", "traffic": "3"}[service])
        stage.finish({"household": "1", "traffic": "3"}[service])
    hall: Hall = stage.hall
    return why_others_went_first(hall, mine)


def test_nobody_went_first() -> None:
    why = asked()

    assert why.words.zh == "在您之后取号的人中，没有人先办理户政。"
    assert why.words.en == "Nobody who came after you went first for Household."


def test_how_many_and_every_rule_by_which_that_can_be() -> None:
    why = asked(("household", "elderly"), ("traffic", "ordinary"))

    assert why.words.zh == (
        "在您之后取号的人中有 1 位先办理户政，因为绿色通道、预约、急事急办、顺延的号按大厅规则可以先办，"
        "转来和重新报到的号保留原来的次序，窗口说明原因后也可提前呼叫；另有 1 位办理的是其他事项。"
    )
    assert why.words.en == (
        "1 who came after you went first for Household, because by the hall's rule these may go first: green channel, "
        "appointment, urgent, carried over; who is transferred or reports again keeps a place, and a counter may call "
        "a number early when it states why; 1 came for other services."
    )


def test_it_gives_nobodys_lane_away() -> None:
    assert asked(("household", "elderly")) == asked(("household", "urgent"))


def test_a_hall_without_lanes_names_none() -> None:
    assert "绿色通道" not in asked(lanes=[]).words.zh


def test_who_is_early_for_an_appointment_hears_of_their_own_time_first() -> None:
    stage = Stage(plan_with(appointments=BOOKABLE))
    stage.sign_in("1")
    booking = book(stage, "10:30")
    stage.at("10:00")
    mine = stage.issue(appointment=booking.id)
    stage.issue()
    stage.serve("1")

    why = why_others_went_first(stage.hall, mine)

    assert why.same_service == 1
    assert why.words.zh.startswith(
        "在您之后取号的人中有 1 位先办理户政，因为您来得早：预约的时间是 10:30，等候从那时算起；此外，"
    )
    assert "because you came early: your appointment is at 10:30" in why.words.en


def test_who_missed_a_call_or_waits_for_one_counter_hears_so() -> None:
    stage = Stage(plan_with())
    stage.sign_in("1", "2")
    mine = miss(stage, "1") if stage.issue() else None
    assert mine is not None
    later = [stage.issue(), stage.issue()]
    rejoin(stage, mine)
    stage.serve("1")
    assert "因为您过号后重新报到，接下来的 3 位先办" in why_others_went_first(stage.hall, mine).words.zh

    stage.finish("1")
    stage.serve("1")
    stage.press(c.Transfer("1", "household", "2"))
    stage.issue()
    for _ in range(2):
        stage.serve("1")
        stage.finish("1")
    assert later[1].only_counter == "2"
    assert "因为您的号由2号办理" in why_others_went_first(stage.hall, later[1]).words.zh
