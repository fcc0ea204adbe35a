"""Whoever judges the faults must be able to find something."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from queue_server.hall import commands as c

from ..hall.halls import KIOSK, clerk
from ..journal.kept import HALL, KeptHall
from .evidence import Press, clock
from .record import Record


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptHall]:
    hall = KeptHall(tmp_path / "queue.sqlite")
    yield hall
    hall.close()


@pytest.fixture
def record(kept: KeptHall) -> Iterator[Record]:
    record = Record(f"sqlite:///{kept.file}", HALL)
    yield record
    record.close()


def pressed(kept: KeptHall, do: str, command: c.Command, actor: c.Actor) -> Press:
    """A press with its key, as the crowd tells it."""
    key = f"{do}-{kept.head()}"
    told = kept.do(command, actor, key=key, answer=lambda hall, facts, now: _answer(facts))
    who = actor.name.removeprefix("clerk-") if actor.kind == "staff" else "kiosk 1"
    return {"do": do, "who": who, "key": key, "status": 200, "answer": told.body}


def _answer(facts: Any) -> dict[str, Any]:
    return {"label": facts[0].label} if hasattr(facts[0], "label") else {}


@pytest.fixture
def presses(kept: KeptHall) -> list[Press]:
    """Two numbers, one of them called and served."""
    one = clerk("clerk-1")
    return [
        pressed(kept, "sign-in", c.SignIn("1", "A"), one),
        pressed(kept, "issue", c.IssueTicket("t1", "household"), KIOSK),
        pressed(kept, "next", c.CallNext("1"), one),
        pressed(kept, "start", c.StartServing("1"), one),
        pressed(kept, "finish", c.Finish("1", "done"), one),
    ]


def test_when_all_was_answered_nothing_is_wrong(record: Record, presses: list[Press]) -> None:
    assert record.wrong(presses) == []
    assert record.rebuilt_otherwise() == []


def test_a_number_in_the_journal_that_nobody_was_answered_is_found(record: Record, presses: list[Press]) -> None:
    [wrong] = record.wrong([press for press in presses if press["do"] != "issue"])

    assert wrong == "issue ('A001', '') is 1 times more often in the journal than it was answered"


def test_an_answered_call_that_is_not_in_the_journal_is_found(record: Record, presses: list[Press]) -> None:
    lost = presses[2] | {"key": "another", "answer": {"label": "A002"}}

    wrong = record.wrong([*presses, lost])

    assert wrong[0] == "next ('A002', '1') was answered 1 times more often than it is in the journal"
    assert "its key is kept 0 times" in wrong[1]


def test_a_refused_press_that_was_carried_out_is_found(record: Record, presses: list[Press]) -> None:
    presses[1] |= {"status": 503, "answer": {"code": "storage-failed"}}

    assert any("its key is kept 1 times, and not 0" in wrong for wrong in record.wrong(presses))


def test_the_whole_of_a_refused_press_that_was_carried_out_is_told(record: Record, presses: list[Press]) -> None:
    now = time.monotonic()
    for press in presses:
        press |= {"begun": now - 1, "answered": now, "tries": 1, "heard": [], "path": "/", "body": {}, "fitting": True}
    refused = presses[1]
    refused |= {"status": 503, "answer": {"code": "storage-failed"}, "heard": [(now, "503 told")], "tries": 2}

    told = "\n".join(record.evidence(presses))

    assert f"issue by kiosk 1, {clock(now - 1)[:8]}" in told
    assert refused["key"] in told
    assert '"status": 503, "answer": {"code": "storage-failed"}' in told
    assert "503 told" in told
    assert "its key is kept: " in told
    assert '{"label":"A001"}' in told
    assert "ticket.issued" in told
    assert "next by" not in told


def test_who_is_never_called_is_found(kept: KeptHall, record: Record, presses: list[Press]) -> None:
    presses.append(pressed(kept, "issue", c.IssueTicket("t2", "household"), KIOSK))

    assert record.wrong(presses) == ["A002 was never called"]


def test_a_changed_line_is_found(kept: KeptHall, record: Record, presses: list[Press]) -> None:
    kept.sql("UPDATE journal SET at = at + 1 WHERE seq = 3")

    assert any("3" in wrong for wrong in record.wrong(presses))


def test_a_register_that_tells_something_else_is_found(kept: KeptHall, record: Record, presses: list[Press]) -> None:
    kept.sql("UPDATE tickets SET persons = 7")

    assert record.rebuilt_otherwise() == ["the register tickets is rebuilt otherwise"]
