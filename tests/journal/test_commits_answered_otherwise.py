"""However a COMMIT is answered: who is told a refusal is not in the journal, who is told success is there once."""

from __future__ import annotations

import json
import logging
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import gevent
import pytest
from argon2 import PasswordHasher
from sqlalchemy import Column, select
from sqlalchemy.engine import make_url

from queue_server.access import Accounts, Devices
from queue_server.access import accounts as accounts_module
from queue_server.access.tables import accounts, devices, sessions
from queue_server.hall import commands as c
from queue_server.hall.errors import UnknownService
from queue_server.hall.facts import TicketIssued
from queue_server.hall.instants import DAY
from queue_server.journal import Journal, NotKnown, StorageFailed, desk, open_database
from queue_server.journal.tables import commands, halls
from queue_server.refusals import Refusal
from queue_server.registers import MODULES
from tests.hall.halls import KIOSK, clerk, plan_with

from ..postgres import new_database
from .commit_wire import WAYS, CommitWire, Way
from .kept import HALL, KeptHall
from .some_day import IDLE_COUNTER

PATIENCE_S = 10
WITHOUT_REFUSAL = [way for way in WAYS if not way.before]


@dataclass
class Told:
    """What one caller asked for, and what it was told: an answer, or an error."""

    kind: str
    key: str | None
    ticket: str | None
    command: c.Command
    actor: c.Actor
    way: str = ""
    answer: Any = None
    error: BaseException | None = None

    def __str__(self) -> str:
        who = f"{self.kind} {self.ticket or ''} {self.key or 'without a key'}"
        return f"{who} at {self.way!r}: {self.error or self.answer}"


@dataclass
class Callers:
    """Several kinds of callers of one journal; all that they were told."""

    journal: Journal
    kept: KeptHall
    errors: list[BaseException | None] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def issue(self, keyed: bool = True) -> Told:
        n = next(self._numbers)
        return Told("issue", f"k{n}" if keyed else None, f"x{n}", c.IssueTicket(f"x{n}", "household"), KIOSK)

    def next_with_nobody_there(self) -> Told:
        """Its answer is kept by its key, and no line is written."""
        with suppress(Refusal):  # the last one's day may be over
            self.kept.sign_in("3", "li")
        return Told("next", f"k{next(self._numbers)}", None, c.CallNext("3"), clerk("li"))

    def refused_by_rule(self) -> Told:
        return Told("refused", f"k{next(self._numbers)}", None, c.IssueTicket("bad", "nothing"), KIOSK)

    def tick(self) -> Told:
        self.kept.now += DAY
        return Told("tick", None, None, c.Tick(), c.SYSTEM)

    def ask(self, told: Told, journal: Journal | None = None) -> None:
        """In a greenlet of its own: the answer, or the error, within PATIENCE_S."""
        try:
            with gevent.Timeout(PATIENCE_S):
                told.answer = (journal or self.journal).command(
                    HALL, told.command, told.actor, key=told.key, fingerprint="f",
                    answer=lambda hall, facts, now: {"label": facts[0].label} if told.ticket else {},
                )  # fmt: skip
        except (Exception, gevent.Timeout) as error:
            told.error = error

    def together(self, way: str, *asked: Told, looks: int = 0) -> None:
        def look() -> None:
            with suppress(StorageFailed), gevent.Timeout(PATIENCE_S):
                self.journal.ask(HALL, lambda hall, now: hall.seq)

        for told in asked:
            told.way = way
        people = [gevent.spawn(self.ask, told) for told in asked] + [gevent.spawn(look) for _ in range(looks)]
        gevent.joinall(people, raise_error=True)
        self.errors += [told.error for told in asked]


def untrue(asked: list[Told], kept: KeptHall) -> list[str]:
    """What was told and is not so, in words."""
    every = select(commands.c.key).where(commands.c.hall == HALL)
    keys = Counter(
        key.rsplit("|", 1)[-1] for key in kept.database.read(lambda connection: list(connection.scalars(every)))
    )
    lines = kept.journal.lines(HALL, most=10**6)[1]
    issued = Counter(json.loads(line.data)["ticket"] for line in lines if line.kind == TicketIssued.kind)
    wrong = []
    for told in asked:
        there = issued[told.ticket] if told.ticket else 0, keys[told.key] if told.key else 0
        right = (int(told.ticket is not None), int(told.key is not None)) if told.error is None else (0, 0)
        if there != right:
            wrong.append(f"{told}: lines and keys kept are {there}, and not {right}")
        if not isinstance(told.error, Refusal | None) or isinstance(told.error, NotKnown):
            wrong.append(f"{told}: neither an answer nor a refusal")
    return wrong


@pytest.fixture(autouse=True)
def _quick_and_quiet(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    monkeypatch.setattr(desk, "AGAIN_S", 0.01)
    with caplog.at_level(logging.CRITICAL):
        yield


@pytest.fixture
def kept() -> Iterator[KeptHall]:
    with TemporaryDirectory() as folder:
        hall = KeptHall(Path(folder) / "none", IDLE_COUNTER, url=new_database())
        yield hall
        hall.close()


@pytest.fixture
def wire(kept: KeptHall) -> Iterator[CommitWire]:
    wire = CommitWire(make_url(kept.url).port or 0)
    yield wire
    wire.close()


@pytest.fixture
def far(kept: KeptHall, wire: CommitWire) -> Iterator[Journal]:
    """A journal at the other end of the wire."""
    url = make_url(kept.url).set(port=wire.port).render_as_string(hide_password=False)
    journal = Journal(open_database(url), lambda: kept.now, MODULES)
    yield journal
    journal.close()


@pytest.fixture
def callers(kept: KeptHall, far: Journal) -> Callers:
    return Callers(far, kept)


def _rounds(callers: Callers) -> Sequence[Any]:
    return (
        lambda: [callers.issue()],
        lambda: [callers.issue(keyed=False)],
        lambda: [callers.issue(), callers.refused_by_rule(), callers.issue(keyed=False), callers.issue()],
        lambda: [callers.next_with_nobody_there()],
        lambda: [callers.tick()],
        lambda: [callers.refused_by_rule()],
    )


@pytest.mark.parametrize("seed", range(3))
def test_whoever_is_told_something_is_told_the_truth_however_a_commit_is_answered(
    kept: KeptHall, callers: Callers, wire: CommitWire, seed: int
) -> None:
    chance = random.Random(seed)
    # 72 commits of 6 kinds, each answered in each way, some with looks beside them, with a server that is away for a
    # moment, or with a look-up that is answered no better
    cases = [(kind, way) for kind in range(6) for way in WAYS]
    chance.shuffle(cases)
    for kind, way in cases:
        asked = _rounds(callers)[kind]()
        wire.ways.append(way)
        if chance.random() < 0.3:
            wire.ways.append(chance.choice(WITHOUT_REFUSAL))
        wire.away = chance.choice((0, 0, 0, 1, 2))
        head = kept.head()
        callers.together(" then ".join(way.name for way in wire.ways), *asked, looks=chance.choice((0, 0, 2)))
        assert kept.head() == head or not all(isinstance(told.error, StorageFailed) for told in asked), asked
        assert kept.head() > head or asked[0].kind != "tick" or asked[0].error is not None, asked
        wire.ways.clear()
        wire.away = 0
        assert untrue(asked, kept) == []
        _is_answered_again(asked, kept.journal if chance.random() < 0.5 else callers.journal, callers)
        assert untrue(asked, kept) == []

    assert set(wire.met) == {way.name for way in WAYS}
    assert wire.met.total() > 60  # the others were refused before they came so far
    assert {type(error) for error in callers.errors} == {type(None), StorageFailed, UnknownService}
    assert kept.journal.verify(HALL) == kept.head()


def _is_answered_again(asked: list[Told], journal: Journal, callers: Callers) -> None:
    """The same key is answered the same, wherever it is sent; who was refused is given a number now."""
    for told in [told for told in asked if told.key and told.kind != "refused"]:
        first, first_error = told.answer, told.error
        told.answer = told.error = None
        callers.ask(told, journal)
        assert told.error is None, told
        assert told.answer.replayed == (first_error is None), told
        assert first is None or told.answer.body == first.body, told


def test_who_is_heard_again_after_a_commit_of_nothing_was_lost_is_told_what_came_of_that(
    kept: KeptHall, far: Journal, wire: CommitWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn = far.database.turn

    def turn_and_then_zhang_leaves(work: Any) -> Any:
        try:
            return turn(work)
        except NotKnown:
            kept.press(c.SignOut("3"))
            raise

    kept.sign_in("3", "zhang")  # so that li is refused when he is first heard, and writes nothing
    wire.ways.append(WAYS[0])
    monkeypatch.setattr(far.database, "turn", turn_and_then_zhang_leaves)

    far.command(HALL, c.SignIn("3"), clerk("li"))

    assert kept.ask(lambda hall, now: hall.counter("3").post.clerk) == "li"
    assert not wire.ways


@pytest.mark.parametrize("way", WITHOUT_REFUSAL, ids=lambda way: way.name)
def test_founding_is_kept_when_it_is_told_so_and_never_when_it_is_refused(
    kept: KeptHall, far: Journal, wire: CommitWire, way: Way
) -> None:
    for n in range(3):
        hall = f"other{n}"
        wire.ways.append(way)
        error = _error_of(partial(far.found, plan_with(hall=hall)))
        assert _is_true(error, hall in _column(kept, halls.c.hall)), (way.name, error)


@pytest.mark.parametrize("way", WITHOUT_REFUSAL, ids=lambda way: way.name)
def test_an_account_or_device_is_kept_when_it_is_told_so_and_never_when_it_is_refused(
    kept: KeptHall, far: Journal, wire: CommitWire, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts_module, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    people, things = Accounts(far.database), Devices(far.database)
    people.add("wang", "王", "clerk", HALL, "correct horse")
    works = (
        (lambda n: people.add(f"p{n}", "p", "clerk", HALL, "correct horse"), accounts.c.username, "p{}"),
        (lambda n: things.add(f"d{n}", HALL, "kiosk"), devices.c.name, "d{}"),
    )
    for n in range(2):
        for work, column, name in works:
            wire.ways.append(way)
            error = _error_of(partial(work, n))
            assert _is_true(error, name.format(n) in _column(kept, column)), (way.name, error)
    wire.ways.append(way)
    error = _error_of(lambda: people.sign_in("wang", "correct horse", "127.0.0.1"))
    assert _is_true(error, "wang" in _column(kept, sessions.c.username)), (way.name, error)


def _column(kept: KeptHall, column: Column[str]) -> list[str]:
    return kept.database.read(lambda connection: list(connection.scalars(select(column))))


def _error_of(work: Any) -> Exception | None:
    try:
        work()
    except Exception as error:
        return error
    return None


def _is_true(error: Exception | None, there: bool) -> bool:
    """Whether what was told is so; that it is not known is always so."""
    return isinstance(error, NotKnown) or there == (error is None)
