"""Whatever happened, the file tells it all: memory and registers come out of it equal."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from .kept import HALL, KeptHall
from .some_day import PLANS, STEPS, Step, live_through


@pytest.mark.parametrize("plan", list(PLANS))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_memory_registers_and_chain_come_out_of_the_journal_equal(plan: str, steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kept = KeptHall(Path(folder) / "queue.sqlite", PLANS[plan])
        try:
            live_through(kept, steps)
            memory, rows = kept.state(), kept.registers()
            kept.restart()
            assert kept.state() == memory
            kept.restart(from_the_first_line=True)
            assert kept.state() == memory
            kept.journal.rebuild(HALL)
            assert kept.registers() == rows
            assert kept.journal.verify(HALL) == kept.head()
            open_rows = sum(row["outcome"] is None for row in kept.register("tickets"))
            assert open_rows == len(kept.ask(lambda h, now: h.open_tickets()))
        finally:
            kept.close()


def test_registers_of_a_long_journal_are_written_page_by_page(kept: KeptHall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queue_server.journal.journal._PAGE", 4)
    kept.sign_in("1")
    for _ in range(5):
        kept.issue()
        kept.serve("1")
        kept.finish("1")
    rows = kept.registers()
    kept.journal.rebuild(HALL)
    assert kept.registers() == rows


def test_rebuilding_one_hall_leaves_the_others_alone(kept: KeptHall) -> None:
    kept.issue()
    rows = kept.registers()
    kept.sql("UPDATE tickets SET persons = 7")
    columns = "date, plan, prepare_at, opens_at, closing_at, last_ticket_at"
    kept.sql(f"INSERT INTO days (hall, {columns}) SELECT 'other', {columns} FROM days")
    kept.journal.rebuild(HALL)
    assert kept.registers()["tickets"] == rows["tickets"]
    assert [row["hall"] for row in kept.register("days")] == ["h", "other"]
