"""The guide of a service: what is told once and completely."""

from __future__ import annotations

from typing import Any

import pytest

from queue_server.hall.errors import PlanInvalid

from .halls import PLAN, plan_with

PARTS = ("basis", "conditions", "place", "time", "process", "time_limit", "fee")
GUIDE: dict[str, Any] = {part: {"zh": part, "en": part} for part in PARTS} | {"materials": [{"zh": "证", "en": "card"}]}


def services(guide: dict[str, Any]) -> list[dict[str, Any]]:
    first, *others = PLAN["services"]
    return [first | {"guide": guide}, *others]


def test_a_service_may_have_a_guide_of_eight_parts() -> None:
    guide = plan_with(services=services(GUIDE)).service_by_id["household"].guide

    assert guide is not None
    assert len(type(guide).model_fields) == 8
    assert plan_with().service_by_id["household"].guide is None


@pytest.mark.parametrize("missing", [*PARTS, "materials"])
def test_a_guide_that_leaves_a_part_out_is_no_guide(missing: str) -> None:
    with pytest.raises(PlanInvalid):
        plan_with(services=services({part: words for part, words in GUIDE.items() if part != missing}))
