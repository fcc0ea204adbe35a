"""Refusals as problem documents."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from queue_server.api.problems import install, problem_of
from queue_server.hall.errors import CounterPaused, HallClosed, RecallTooSoon


def test_a_refusal_is_told_in_the_callers_language() -> None:
    chinese, english = (problem_of(CounterPaused(), chinese) for chinese in (True, False))

    assert (chinese["code"], chinese["status"], chinese["title"]) == (
        "counter-paused",
        409,
        "窗口正在暂停，请先恢复服务",
    )
    assert english["title"] == "The counter is paused; resume first"
    assert chinese["words"] == english["words"] == {"zh": chinese["title"], "en": english["title"]}


def test_instants_leave_as_times() -> None:
    problem = problem_of(RecallTooSoon(label="A001", again_at=1_760_230_800_000_000), chinese=False)

    assert problem["again_at"] == "2025-10-12T01:00:00Z"
    assert problem["label"] == "A001"


def test_no_time_is_none() -> None:
    assert problem_of(HallClosed(next_opens_at=None), chinese=True)["next_opens_at"] is None


@pytest.mark.parametrize("error", [OperationalError("", (), Exception("away")), NoConnectionFree("all are waited for")])
def test_a_database_that_cannot_be_asked_is_no_fault_of_ours(error: Exception) -> None:
    app = Flask("bare")
    install(app)

    @app.get("/")
    def asked() -> str:
        raise error

    answer = app.test_client().get("/")

    assert (answer.status_code, answer.json["code"]) == (503, "storage-failed")  # type: ignore[index]
