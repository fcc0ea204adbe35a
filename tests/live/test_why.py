"""One true sentence for who asks why others went first; the same whoever they were."""

from __future__ import annotations

from typing import Any

from queue_server.hall.hall import Hall
from queue_server.live.views import why_others_went_first

from ..hall.halls import Stage, plan_with


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
