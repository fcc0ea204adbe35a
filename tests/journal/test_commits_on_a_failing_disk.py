"""SQLite on a disk that fails in a commit: who is told a refusal is not in the journal, not after a crash either."""

from __future__ import annotations

import errno
import json
import logging
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import gevent
import pytest
from sqlalchemy import select

from queue_server.hall import commands as c
from queue_server.hall.facts import TicketIssued
from queue_server.hall.instants import DAY
from queue_server.journal import Journal, StorageFailed, desk, open_database
from queue_server.journal.sqlite import SqliteDatabase, _Thread
from queue_server.journal.tables import commands
from queue_server.registers import MODULES
from tests.hall.halls import KIOSK, clerk

from ..postgres import DiskNotOurs
from .failing_disk import Fault, fail
from .kept import HALL, KeptHall
from .some_day import IDLE_COUNTER

PATIENCE_S = 10
UNSYNCED = Fault("cannot be made durable", ("fsync", "fdatasync"), errno.EIO)
FRAME = 24 + 4096  # of SQLite's log, in bytes
WAIT_S = 0.03  # for an answer that must not come


@pytest.fixture(autouse=True)
def _quick_and_quiet(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    monkeypatch.setattr(desk, "AGAIN_S", 0.01)
    with caplog.at_level(logging.CRITICAL):
        yield


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptHall]:
    hall = KeptHall(tmp_path / "queue.sqlite", IDLE_COUNTER)
    yield hall
    hall.close()


@contextmanager
def failing(kept: KeptHall, fault: Fault) -> Iterator[None]:
    """For the thread that writes; afterwards another one writes, and the disk is well again."""
    database = kept.database
    assert isinstance(database, SqliteDatabase)
    try:
        database.write(lambda connection: fail(fault))
    except DiskNotOurs as why:
        pytest.skip(str(why))
    yield
    failed, database._writer = database._writer, _Thread(database.engine, database._place, reading=False)
    failed.close()


def alone(kept: KeptHall) -> None:
    """Let the writer's connection be the only one: when it is closed, the next one reads the log from its beginning."""
    database = kept.database
    assert isinstance(database, SqliteDatabase)
    database._reader._hand_over(database._reader._disconnect)


def after_a_crash(kept: KeptHall, folder: Path) -> tuple[Counter[str], Counter[str]]:
    """(numbers issued, keys kept) that a server finds which starts with the files as they are now."""
    folder.mkdir()
    for file in kept.file.parent.glob(f"{kept.file.name}*"):
        if file.name in (kept.file.name, f"{kept.file.name}-wal"):
            shutil.copy(file, folder / file.name)
    database = open_database(f"sqlite:///{folder / kept.file.name}")
    journal = Journal(database, lambda: kept.now, MODULES)
    lines = journal.lines(HALL, most=10**6)[1]
    assert journal.verify(HALL) == len(lines)
    every = select(commands.c.key).where(commands.c.hall == HALL)
    keys = database.read(lambda connection: list(connection.scalars(every)))
    journal.close()
    shutil.rmtree(folder)
    issued = Counter(json.loads(line.data)["ticket"] for line in lines if line.kind == TicketIssued.kind)
    return issued, Counter(key.rsplit("|", 1)[-1] for key in keys)


class Asking:
    """One caller, in a greenlet of its own."""

    def __init__(self, kept: KeptHall, key: str | None, command: c.Command, actor: c.Actor) -> None:
        self.key, self.command, self.actor = key, command, actor
        self.ticket = command.ticket if isinstance(command, c.IssueTicket) else None
        self.told = gevent.spawn(self._ask, kept)

    def _ask(self, kept: KeptHall) -> Any:
        try:
            return kept.do(self.command, self.actor, key=self.key, answer=lambda hall, facts, now: {"at": hall.seq})
        except StorageFailed as refusal:
            return refusal

    @property
    def refused(self) -> bool:
        return isinstance(self.told.get(timeout=PATIENCE_S), StorageFailed)

    def is_true(self, issued: Counter[str], keys: Counter[str]) -> bool:
        there = issued[self.ticket or ""], keys[self.key or ""]
        return there == ((0, 0) if self.refused else (int(self.ticket is not None), int(self.key is not None)))


def ask(kept: KeptHall, kind: str, n: int) -> list[Asking]:
    def issue(one: int, keyed: bool = True) -> Asking:
        return Asking(kept, f"k{n}.{one}" if keyed else None, c.IssueTicket(f"x{n}.{one}", "household"), KIOSK)

    if kind == "one":
        return [issue(0)]
    if kind == "without a key":
        return [issue(0, keyed=False)]
    if kind == "together":
        return [issue(0), issue(1, keyed=False), issue(2)]
    if kind == "an answer alone":
        return [Asking(kept, f"n{n}", c.CallNext("3"), clerk("li"))]
    kept.now += DAY
    return [Asking(kept, None, c.Tick(), c.SYSTEM)]


KINDS = ("one", "without a key", "together", "an answer alone", "tick")


def test_a_commit_that_cannot_be_made_durable_is_answered_when_it_is_known_what_a_crash_would_leave(
    kept: KeptHall, tmp_path: Path
) -> None:
    chance = random.Random(20261130)
    kept.issue()
    refused = answered = 0
    for n in range(100):
        kind = KINDS[n % len(KINDS)]
        if kind == "an answer alone":
            kept.do(c.SignIn("3"), clerk("li"))
        head = kept.head()
        if chance.random() < 0.3:
            alone(kept)
        with failing(kept, UNSYNCED):
            asking = ask(kept, kind, n)
            gevent.sleep(WAIT_S)
            assert not any(one.told.ready() for one in asking), kind
        told = [one.refused for one in asking]
        issued, keys = after_a_crash(kept, tmp_path / "crashed")
        assert all(one.is_true(issued, keys) for one in asking), (kind, told)
        assert (kept.head() == head) == all(told) or kind == "an answer alone"
        refused += told.count(True)
        answered += told.count(False)
        for one in asking:
            if one.key is not None:
                again = Asking(kept, one.key, one.command, one.actor)
                assert not again.refused
                assert again.told.value.replayed != one.refused
        if kind == "an answer alone":
            kept.do(c.SignOut("3"), clerk("li"))
    assert refused > 0
    assert answered > 0
    assert kept.journal.verify(HALL) == kept.head()


def test_a_commit_that_does_not_fit_is_refused_at_once_and_no_crash_brings_it_back(
    kept: KeptHall, tmp_path: Path
) -> None:
    chance = random.Random(20261130)
    kept.issue()
    log = kept.file.with_name(kept.file.name + "-wal")
    refused = answered = 0
    for n in range(100):
        kind = chance.choice(("one", "without a key", "together", "tick"))
        end = log.stat().st_size + chance.randrange(12) * FRAME + chance.choice((0, 24))
        why = chance.choice((errno.ENOSPC, errno.EIO))
        with failing(kept, Fault("full", ("pwrite64",), why, from_offset=end)):
            asking = ask(kept, kind, n)
            told = [one.refused for one in asking]
            issued, keys = after_a_crash(kept, tmp_path / "crashed")
            assert all(one.is_true(issued, keys) for one in asking), (kind, told)
        refused += told.count(True)
        answered += told.count(False)
    assert refused > 0
    assert answered > 0
    assert kept.journal.verify(HALL) == kept.head()
