"""The green channel in one sentence: it must be true of whatever the plan says."""

from __future__ import annotations

from typing import Any

import pytest

from queue_server.hall.plan import Plan
from queue_server.live.views.rule import EACH_ITS_OWN, FIRST, NO_CHANNEL, SAME, SOONER, green_rule

from .halls import PLAN


def plan_with(*lanes: dict[str, Any]) -> Plan:
    named = [{"id": f"lane-{n}", "name": {"zh": "通道", "en": "Lane"}} | lane for n, lane in enumerate(lanes)]
    return Plan.model_validate(PLAN | {"lanes": named})


def green(**setting: Any) -> dict[str, Any]:
    return {"green": True} | setting


def test_head_start_and_rate_are_said_together() -> None:
    rule = green_rule(plan_with(green(rate=4, head_start_min=15)))

    assert rule.zh == (
        "绿色通道按早到 15 分钟计算，每等候 1 分钟按 4 分钟计算。"
        "普通号等 20 分钟叫到的，让过的只会是比它晚 19 分钟以内取的绿色通道号；等 40 分钟叫到的，34 分钟以内。"
    )
    assert rule.en == (
        "The green channel counts as having come 15 minutes earlier, and each minute of its waiting as 4. "
        "An ordinary number that is called after 20 minutes has let pass only green numbers taken within 19 minutes "
        "after it; one that is called after 40 minutes, within 34."
    )


def test_each_alone_is_a_whole_sentence_too() -> None:
    assert "The green channel counts each minute of its waiting as 2.5. " in green_rule(plan_with(green(rate=2.5))).en
    assert green_rule(plan_with(green(head_start_min=20))).zh.startswith("绿色通道按早到 20 分钟计算。")


def test_it_is_told_in_minutes_of_the_ordinary_lane() -> None:
    ordinary = {"id": "ordinary", "rate": 2, "head_start_min": 10}

    rule = green_rule(plan_with(ordinary, green(rate=4, head_start_min=30)))

    assert rule.zh.startswith("绿色通道按早到 10 分钟计算，每等候 1 分钟按 2 分钟计算。")


@pytest.mark.parametrize(
    ("lanes", "sentence"),
    [
        ([], NO_CHANNEL),
        ([green(approval=True, rate=9)], NO_CHANNEL),
        ([green()], SAME),
        ([green(head_start_min="all-day")], FIRST),
        ([green(rate=4), green(rate=3)], SOONER),
        ([green(rate=4), green()], EACH_ITS_OWN),
        ([green(rate=0.5, head_start_min=30)], EACH_ITS_OWN),
    ],
)
def test_other_settings_get_the_sentence_that_is_true_of_them(lanes: list[dict[str, Any]], sentence: Any) -> None:
    assert green_rule(plan_with(*lanes)) == sentence
