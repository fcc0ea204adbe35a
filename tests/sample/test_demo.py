"""The sample hall of `make run`: founded once, and everybody whom its plan names can sign in."""

from __future__ import annotations

from queue_server.demo import _STAFF
from queue_server.plan_file import load_plan
from queue_server.sample import PLAN


def test_the_demo_has_an_account_for_everybody_whom_the_plan_names() -> None:
    plan = load_plan(PLAN.read_text(encoding="utf-8"))
    named = {name for counter in plan.counters for name in (counter.a, *counter.b) if name}

    assert named <= {username for username, _, _ in _STAFF}
