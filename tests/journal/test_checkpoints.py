"""A checkpoint spares a start the reading of years, and is believed only when it is of this code and this journal."""

from __future__ import annotations

import logging
import pickle
from datetime import timedelta
from pathlib import Path
from threading import get_native_id
from typing import Any

import pytest

from queue_server.hall.errors import UnknownHall
from queue_server.hall.facts import DayStarted
from queue_server.journal import checkpoints, desk, store
from tests.hall.halls import MONDAY

from .kept import HALL, KeptHall

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def lines_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """After which line each fold began to read."""
    read: list[int] = []
    lines_after = store.lines_after

    def noted(connection: Any, hall: str, after: int, most: int | None = None) -> Any:
        read.append(after)
        return lines_after(connection, hall, after, most)

    monkeypatch.setattr(store, "lines_after", noted)
    return read


def crash(kept: KeptHall) -> None:
    """The process ends without saying goodbye; what was being written beside the journal is done."""
    kept.journal._checkpoints._thread.join()
    kept.database.close()
    kept.open()


def test_a_day_start_is_kept_so_a_crash_costs_no_more_than_the_lines_of_the_day(
    kept: KeptHall, lines_read: list[int]
) -> None:
    kept.issue()
    kept.at("09:30", TUESDAY)
    started = kept.head()
    kept.issue()
    before = kept.state()
    crash(kept)
    assert kept.state() == before
    assert lines_read[-1] == started > 1


def test_a_long_day_is_kept_now_and_then_so_a_crash_does_not_cost_all_of_it(
    kept: KeptHall, lines_read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.issue()
    monkeypatch.setattr(desk, "KEEP_EVERY", 10)
    monkeypatch.setattr(desk, "KEEP_APART_S", 0.0)
    for _ in range(25):
        kept.issue()
    before, head = kept.state(), kept.head()
    crash(kept)
    assert kept.state() == before
    assert head - 10 < lines_read[-1] < head


def test_in_a_rush_the_hall_is_not_packed_again_and_again(kept: KeptHall, monkeypatch: pytest.MonkeyPatch) -> None:
    packed: list[int] = []
    keep = checkpoints.Checkpoints.save_soon
    monkeypatch.setattr(checkpoints.Checkpoints, "save_soon", lambda *of: (packed.append(1), keep(*of)))
    monkeypatch.setattr(desk, "KEEP_EVERY", 10)
    for _ in range(45):
        kept.issue()
    assert len(packed) == 1


def test_checkpoints_are_written_one_after_another_and_the_newest_last(
    kept: KeptHall, lines_read: list[int], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """At a stop too: an earlier one that a slow disk still writes must not take the place of the last."""
    writers, write = set(), checkpoints.Checkpoints._keep

    def noted(self: checkpoints.Checkpoints, hall: str, content: bytes) -> None:
        writers.add(get_native_id())
        write(self, hall, content)

    monkeypatch.setattr(checkpoints.Checkpoints, "_keep", noted)
    monkeypatch.setattr(desk, "KEEP_EVERY", 1)
    monkeypatch.setattr(desk, "KEEP_APART_S", 0.0)
    kept.issue()
    kept.issue()
    head = kept.head()
    kept.restart()
    kept.state()
    assert lines_read[-1] == head
    assert len(writers) == 1
    assert "checkpoint not kept" not in caplog.text


def test_a_stop_keeps_the_hall_as_it_is(kept: KeptHall, lines_read: list[int]) -> None:
    kept.issue()
    before, head = kept.state(), kept.head()
    kept.restart()
    assert kept.state() == before
    assert lines_read[-1] == head
    kept.issue()
    assert kept.ask(lambda h, now: h.issued_today) == 2
    assert kept.journal.verify(HALL) == kept.head()


def test_a_checkpoint_of_other_code_is_not_even_unpacked(
    kept: KeptHall, lines_read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.issue()
    before = kept.state()
    kept.close()
    monkeypatch.setattr(checkpoints.Checkpoints, "code", b"the code of tomorrow")
    monkeypatch.setattr(pickle, "loads", lambda content: pytest.fail("unpacked"))
    kept.open()
    assert kept.state() == before
    assert lines_read[-1] == 0


def test_a_checkpoint_of_another_journal_is_not_believed(kept: KeptHall, lines_read: list[int], tmp_path: Path) -> None:
    other = KeptHall(tmp_path / "elsewhere" / "other.sqlite")
    other.issue()
    other.issue()
    other.close()
    kept.issue(persons=3)
    kept.issue(persons=3)
    before = kept.state()
    kept.close()
    kept.checkpoint.write_bytes(other.checkpoint.read_bytes())
    kept.open()
    assert kept.state() == before
    assert lines_read[-1] == 0


@pytest.mark.parametrize("content", [b"", b"rubbish", b"half"])
def test_a_spoilt_checkpoint_is_no_trouble(
    kept: KeptHall, content: bytes, caplog: pytest.LogCaptureFixture, lines_read: list[int]
) -> None:
    kept.issue()
    before = kept.state()
    kept.close()
    whole = kept.checkpoint.read_bytes()
    kept.checkpoint.write_bytes(whole[: len(whole) // 2] if content == b"half" else content)
    with caplog.at_level(logging.CRITICAL, "queue_server"):
        kept.open()
        assert kept.state() == before
    assert lines_read[-1] == 0


def test_where_no_checkpoint_can_be_kept_the_hall_works_as_well(
    kept: KeptHall, caplog: pytest.LogCaptureFixture
) -> None:
    kept.checkpoint.parent.write_bytes(b"a file is in the way")
    with caplog.at_level(logging.CRITICAL, "queue_server"):
        kept.issue()
        before = kept.state()
        kept.restart()
    assert kept.state() == before


def test_only_its_owner_can_read_or_replace_a_checkpoint(kept: KeptHall) -> None:
    kept.issue()
    kept.restart()
    assert kept.checkpoint.parent.stat().st_mode & 0o077 == 0


def test_a_commit_that_fails_leaves_no_checkpoint_of_what_was_not_kept(
    kept: KeptHall, caplog: pytest.LogCaptureFixture
) -> None:
    kept.issue()
    kept.journal._checkpoints._thread.join()
    before = kept.checkpoint.read_bytes()
    with (
        kept.no_commits(),
        caplog.at_level(logging.CRITICAL, "queue_server"),
        pytest.raises(Exception, match="storage-failed"),
    ):
        kept.at("09:30", TUESDAY)  # which would start Tuesday
    kept.journal._checkpoints._thread.join()
    assert kept.checkpoint.read_bytes() == before
    kept.at("09:30", TUESDAY)
    assert any(line.kind == DayStarted.kind for line in kept.journal.lines(HALL)[1][3:])


class Unpacked:
    """What leaves a trace when it is unpacked."""

    def __init__(self, trace: Path) -> None:
        self._trace = trace

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (self._trace,))


@pytest.mark.parametrize("founded", [False, True])
@pytest.mark.parametrize("absolute", [False, True])
def test_no_hall_that_a_stranger_names_reaches_a_file_elsewhere(kept: KeptHall, founded: bool, absolute: bool) -> None:
    kept.issue()
    kept.restart()
    trace, elsewhere = kept.file.parent / "trace", kept.file.parent / "elsewhere"
    elsewhere.write_bytes(kept.journal._checkpoints.code + pickle.dumps((Unpacked(trace), "")))
    name = str(elsewhere) if absolute else "../elsewhere"
    assert (kept.checkpoint.parent / name).exists()
    if founded:  # as a database from elsewhere may have it
        kept.sql(f"INSERT INTO halls (hall, head, hash) VALUES ('{name}', 0, '')")

    with pytest.raises((UnknownHall, AttributeError)):  # it has no plan
        kept.journal.ask(name, lambda hall, now: hall.plan.name)

    assert not trace.exists()
