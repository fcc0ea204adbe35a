"""Errors of the rules as problem documents."""

from __future__ import annotations

from queue_server.api.problems import PROBLEMS, problem_of
from queue_server.hall import errors
from queue_server.hall.errors import HallClosed, HallError, RecallTooSoon


def test_every_error_of_the_rules_has_its_status_and_words() -> None:
    codes = {kind.code for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, HallError)}

    assert codes - {HallError.code} <= set(PROBLEMS)


def test_instants_leave_as_times() -> None:
    problem = problem_of(RecallTooSoon(label="A001", again_at=1_760_230_800_000_000), chinese=False)

    assert problem["again_at"] == "2025-10-12T01:00:00Z"
    assert problem["label"] == "A001"


def test_no_time_is_none() -> None:
    assert problem_of(HallClosed(next_opens_at=None), chinese=True)["next_opens_at"] is None
