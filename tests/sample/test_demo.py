"""The sample hall of `make run`: founded once, and everybody whom its plan names can sign in."""

from __future__ import annotations

from pathlib import Path

from queue_server.commands.demo import _STAFF, prepare
from queue_server.config import Settings
from queue_server.plan_file import load_plan
from queue_server.sample import PLAN


def test_the_demo_has_an_account_for_everybody_whom_the_plan_names() -> None:
    plan = load_plan(PLAN.read_text(encoding="utf-8"))
    named = {name for counter in plan.counters for name in (counter.a, *counter.b) if name}

    assert named <= {username for username, _, _ in _STAFF}


def test_the_demo_names_every_face_that_needs_no_number(tmp_path: Path) -> None:
    told = prepare(Settings(var=tmp_path), "http://127.0.0.1:8000/")

    for path in ("/kiosk/", "/board/", "/window/", "/book/", "/panel", "/manager"):
        assert f"http://127.0.0.1:8000{path}" in told
