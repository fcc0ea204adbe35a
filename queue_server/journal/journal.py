"""The journal: one order of commands for each hall, many commands to a commit.

    command -> decided on the Hall at the journal's head -> lines + registers + answer, one commit -> answered

Commands that arrive while a commit is under way are decided one after another and share the next one. Nothing
is answered before its commit, reads included: who saw a state that is not yet kept waits until it is. When a
commit fails, everything that was decided on it is refused and the hall is folded again from the journal.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import gevent
import orjson
from gevent.event import AsyncResult, Event
from sqlalchemy import Connection

from ..hall.commands import SYSTEM, Actor, Command
from ..hall.errors import HallError, UnknownHall
from ..hall.facts import Fact
from ..hall.hall import Hall
from ..hall.instants import DAY
from ..hall.plan import Plan
from . import store
from .chain import Line, check_chain, first_hash, line_of
from .database import Database
from .errors import ChainBroken, HallExists, KeyReused, StorageFailed
from .projection import Projection, Projector, clear, project
from .proof import verified

log = logging.getLogger(__name__)

BATCH = 512  # most commands that share a commit

Clock = Callable[[], int]
Reply = Callable[[Hall, list[Fact], int], dict[str, Any]]
Listener = Callable[[str, list[Fact]], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is what the command's reply made of it; `replayed` says that its key had been answered before."""

    body: dict[str, Any]
    replayed: bool
    facts: list[Fact]


@dataclass(slots=True)
class _Live:
    """A hall in memory: the fold, the hash of its last line, and the answers given by key."""

    hall: Hall
    hash: str
    answers: dict[str, tuple[str, bytes]]


@dataclass(slots=True, eq=False)
class _Waiting:
    """One caller at the desk, with what it asks and what it will get."""

    hall: str
    work: Callable[[_Live, _Batch], Any]
    done: AsyncResult = field(default_factory=AsyncResult)
    result: Any = None
    error: Exception | None = None


@dataclass(slots=True)
class _Batch:
    """What shares one commit."""

    lines: list[Line] = field(default_factory=list)
    facts: dict[str, list[Fact]] = field(default_factory=dict)
    heads: dict[str, Line] = field(default_factory=dict)
    rows: Projection = field(default_factory=dict)
    answers: list[dict[str, Any]] = field(default_factory=list)


class Journal:
    """The only way to change a hall. Use from greenlets; one instance owns its database's halls."""

    def __init__(self, database: Database, clock: Clock, projectors: Iterable[Projector] = ()) -> None:
        self.database = database
        self.clock = clock
        self.listeners: list[Listener] = []
        self.commits = self.commits_failed = 0
        self.failing = False  # the last commit failed
        self._projectors = tuple(projectors)
        self._live: dict[str, _Live] = {}
        self._inbox: list[_Waiting] = []
        self._wake = Event()
        self._busy = False
        self._loop = gevent.spawn(self._run)

    # asking and commanding

    def command(
        self,
        hall: str,
        command: Command,
        actor: Actor = SYSTEM,
        *,
        key: str | None = None,
        fingerprint: str = "",
        answer: Reply = lambda hall, facts, now: {},
    ) -> Answer:
        """Decide, record, commit, answer. Blocks this greenlet until the commit.

        key: idempotency key, alone to this actor; the same key with the same fingerprint answers the same again.
        Raises the rules' HallError, UnknownHall, KeyReused, StorageFailed; then nothing was recorded.
        """
        known = f"{actor}|{key}" if key else None

        def work(live: _Live, batch: _Batch) -> Answer:
            if known is not None and known in live.answers:
                kept, answered = live.answers[known]
                if kept != fingerprint:
                    raise KeyReused(key=key)
                return Answer(orjson.loads(answered), True, [])
            now = self._now(live)
            self._advance(live, now, batch)  # what time brought is recorded even when the command is refused
            own = live.hall.do(command, actor, now)
            self._record(live, own, batch)
            body = answer(live.hall, own, now)
            self._advance(live, now, batch)
            if known is not None:
                kept_body = orjson.dumps(body)
                live.answers[known] = (fingerprint, kept_body)
                batch.answers.append(
                    {"hall": hall, "key": known, "at": now, "fingerprint": fingerprint, "answer": kept_body.decode()}
                )
            return Answer(body, False, own)

        result: Answer = self._wait_for(hall, work)
        return result

    def ask(self, hall: str, question: Callable[[Hall, int], Any]) -> Any:
        """Read the committed state: `question(hall, now)` must not change it or wait. Raises UnknownHall."""
        live = self._live.get(hall)
        if live is not None and not self._busy and not self._inbox:
            return question(live.hall, self._now(live))
        return self._wait_for(hall, lambda live, batch: question(live.hall, self._now(live)))

    def _now(self, live: _Live) -> int:
        return max(self.clock(), live.hall.last_at)  # the journal's time never runs backwards

    def _wait_for(self, hall: str, work: Callable[[_Live, _Batch], Any]) -> Any:
        waiting = _Waiting(hall, work)
        self._inbox.append(waiting)
        self._wake.set()
        return waiting.done.get()

    # the desk

    def _run(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            while self._inbox:
                people, self._inbox = self._inbox[:BATCH], self._inbox[BATCH:]
                self._busy = True
                try:
                    self._serve(people)
                finally:
                    self._busy = False

    def _serve(self, people: list[_Waiting]) -> None:
        batch = _Batch()
        try:
            for waiting in people:
                try:
                    waiting.result = waiting.work(self._fold(waiting.hall), batch)
                except HallError as error:
                    waiting.error = error
            if batch.lines or batch.answers:
                self.database.write(lambda connection: self._commit(connection, batch))
                self.commits += 1
                self.failing = False
        except Exception as error:
            # what was decided is not kept: refuse it all, and fold again what is
            self.commits_failed += 1
            self.failing = True
            log.exception("commit refused", extra={"halls": sorted({w.hall for w in people})})
            for waiting in people:
                self._live.pop(waiting.hall, None)
                waiting.done.set_exception(StorageFailed(why=type(error).__name__))
            return
        for hall, facts in batch.facts.items():
            for listener in self.listeners:
                listener(hall, facts)
        for waiting in people:
            if waiting.error is not None:
                waiting.done.set_exception(waiting.error)
            else:
                waiting.done.set(waiting.result)

    def _advance(self, live: _Live, now: int, batch: _Batch) -> None:
        while facts := live.hall.advance(now):
            self._record(live, facts, batch)

    def _record(self, live: _Live, facts: list[Fact], batch: _Batch) -> None:
        hall = live.hall
        seq = hall.seq - len(facts)
        for fact in facts:
            seq += 1
            line = line_of(hall.id, seq, live.hash, fact)
            live.hash = line.hash
            batch.lines.append(line)
            batch.heads[hall.id] = line
            batch.facts.setdefault(hall.id, []).append(fact)
        project(self._projectors, hall, facts, batch.rows)

    def _commit(self, connection: Connection, batch: _Batch) -> None:
        store.append(connection, batch.lines, batch.heads, batch.answers)
        for projector in self._projectors:
            projector.write(connection, batch.rows)

    def _fold(self, hall: str) -> _Live:
        live = self._live.get(hall)
        if live is None:
            live = self._live[hall] = self.database.read(lambda connection: _folded(connection, hall))
        return live

    # founding, reading, proving

    def found(self, plan: Plan) -> None:
        """Create a hall with its plan as the first line. Raises HallExists."""

        def work(connection: Connection) -> None:
            if store.head_of(connection, plan.hall) is not None:
                raise HallExists(hall=plan.hall)
            _, first = Hall.founded(plan, self.clock())
            store.found_hall(connection, line_of(plan.hall, 1, first_hash(plan.hall), first))

        self.database.write(work)

    def head(self, hall: str) -> int:
        """The seq of the hall's last line. Raises UnknownHall."""
        return self.lines(hall, most=0)[0]

    def hall_ids(self) -> list[str]:
        return self.database.read(store.hall_ids)

    def lines(self, hall: str, after: int = 0, most: int = 1000) -> tuple[int, list[Line]]:
        """(head, lines with seq > after). Raises UnknownHall."""

        def work(connection: Connection) -> tuple[int, list[Line]]:
            head = store.head_of(connection, hall)
            if head is None:
                raise UnknownHall(hall=hall)
            return head[0], list(store.lines_after(connection, hall, after, most))

        return self.database.read(work)

    def verify(self, hall: str) -> int:
        """The number of lines, when the chain holds. Raises ChainBroken naming the line, UnknownHall."""
        return self.database.read(lambda connection: verified(connection, hall))

    def rebuild(self, hall: str) -> None:
        """Write the registers anew from the journal. Raises ChainBroken, UnknownHall."""

        def work(connection: Connection) -> None:
            verified(connection, hall)
            clear(connection, self._projectors, hall)
            state, rows = Hall(hall), Projection()
            for line in store.lines_after(connection, hall, 0):
                fact = line.fact()
                state.apply(fact)
                project(self._projectors, state, [fact], rows)
            for projector in self._projectors:
                projector.write(connection, rows)

        self.database.write(work)

    def close(self) -> None:
        """Answer who is waiting, then stop."""
        while self._inbox or self._busy:
            gevent.sleep(0.01)
        self._loop.kill()
        self.database.close()


def _folded(connection: Connection, hall: str) -> _Live:
    head = store.head_of(connection, hall)
    if head is None:
        raise UnknownHall(hall=hall)
    state = Hall(hall)
    for line in store.lines_after(connection, hall, 0):
        state.apply(line.fact())
    if state.seq != head[0]:
        raise ChainBroken(hall, state.seq, "the journal does not reach its head")
    kept = store.answers_since(connection, hall, state.last_at - DAY)
    return _Live(state, head[1], {key: (mark, answer.encode()) for key, mark, answer in kept})
