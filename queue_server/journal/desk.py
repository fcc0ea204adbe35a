"""The desk: one greenlet that hears callers one after another, and commits together what they decided.

Nobody is answered before the commit of what they saw. A commit that fails refuses all who shared it; a fault in
one caller's work refuses that caller alone. In both cases the hall is folded again from the journal, so memory
never holds what the journal does not.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import gevent
from gevent.event import AsyncResult, Event
from gevent.threadpool import ThreadPool
from sqlalchemy import Connection

from ..hall.errors import HallError, UnknownHall
from ..hall.facts import DayStarted, Fact
from ..hall.hall import Hall
from ..hall.instants import DAY
from . import persons, store
from .answers import Answers
from .chain import Line, line_of
from .checkpoints import Checkpoints
from .database import Database
from .errors import ChainBroken, StorageFailed
from .persons import Holders
from .projection import Projection, Projector, project

log = logging.getLogger(__name__)

BATCH = 512  # most callers that share a commit

Listener = Callable[[str, list[Fact]], None]


@dataclass(slots=True)
class Live:
    """A hall in memory: the fold, the hash of its last line, the answers given by key, and who holds which number."""

    hall: Hall
    hash: str
    answers: Answers
    holders: Holders


@dataclass(slots=True)
class Batch:
    """What is to be committed: of one caller, then of all who share a commit."""

    lines: list[Line] = field(default_factory=list)
    facts: dict[str, list[Fact]] = field(default_factory=dict)
    rows: Projection = field(default_factory=dict)
    answers: list[dict[str, Any]] = field(default_factory=list)
    people: list[dict[str, Any]] = field(default_factory=list)

    def record(self, live: Live, facts: list[Fact], projectors: tuple[Projector, ...]) -> None:
        """Facts that the hall has just applied: their lines, and the rows they touched."""
        hall = live.hall
        seq = hall.seq - len(facts)
        for fact in facts:
            seq += 1
            line = line_of(hall.id, seq, live.hash, fact)
            live.hash = line.hash
            self.lines.append(line)
        if facts:
            self.facts.setdefault(hall.id, []).extend(facts)
            project(projectors, hall, facts, self.rows)

    def days_started(self) -> list[tuple[str, DayStarted]]:
        return [(hall, f) for hall, facts in self.facts.items() for f in facts if isinstance(f, DayStarted)]

    def take(self, other: Batch) -> None:
        self.lines += other.lines
        self.answers += other.answers
        self.people += other.people
        for hall, facts in other.facts.items():
            self.facts.setdefault(hall, []).extend(facts)
        for table, rows in other.rows.items():
            self.rows.setdefault(table, {}).update(rows)


@dataclass(slots=True, eq=False)
class _Caller:
    """One who waits at the desk: for what, and what came of it."""

    hall: str
    work: Callable[[Live, Batch], Any]
    done: AsyncResult = field(default_factory=AsyncResult)
    result: Any = None
    error: Exception | None = None


class Desk:
    """`commits`, `commits_failed`, `failing` (the last one failed) are for people who watch the server."""

    def __init__(self, database: Database, projectors: tuple[Projector, ...]) -> None:
        self.listeners: list[Listener] = []
        self.commits = self.commits_failed = 0
        self.failing = False
        self._database = database
        self._projectors = projectors
        self._live: dict[str, Live] = {}
        self._inbox: list[_Caller] = []
        self._wake = Event()
        self._busy = self._closed = False
        file = database.file
        self._checkpoints = Checkpoints(file.with_name(file.name + ".folds") if file else None)
        self._saving = ThreadPool(1)
        self._greenlet = gevent.spawn(self._run)

    @property
    def busy(self) -> bool:
        """Whether somebody waits for an answer."""
        return self._busy or bool(self._inbox)

    def settled(self, hall: str) -> Live | None:
        """The hall, when it is in memory and all of it is committed."""
        return None if self._busy or self._inbox else self._live.get(hall)

    def wait_for(self, hall: str, work: Callable[[Live, Batch], Any]) -> Any:
        """Let `work` decide in its turn; returns or raises what it did, once that is committed.

        Raises UnknownHall, StorageFailed. After a HallError of `work` what it had recorded until then is kept.
        """
        if gevent.getcurrent() is self._greenlet:
            raise RuntimeError("the desk cannot wait for itself")
        if self._closed:
            raise StorageFailed(why="stopping")
        caller = _Caller(hall, work)
        self._inbox.append(caller)
        self._wake.set()
        return caller.done.get()

    def close(self) -> None:
        """Answer who is waiting, then stop."""
        self._closed = True
        while self._inbox or self._busy:
            gevent.sleep(0.01)
        self._greenlet.kill()
        self._saving.join()  # one of a day that has just started may still be on its way
        for hall, live in self._live.items():
            self._checkpoints.save(hall, self._checkpoints.pack(live.hall, live.hash))
        self._saving.kill()

    def _run(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            while self._inbox:
                callers, self._inbox = self._inbox[:BATCH], self._inbox[BATCH:]
                self._busy = True
                try:
                    self._serve(callers)
                finally:
                    self._busy = False

    def _serve(self, callers: list[_Caller]) -> None:
        batch = Batch()
        heard = self._hear(callers, batch)
        self._inbox[:0] = callers[heard:]
        callers = callers[:heard]
        if batch.lines or batch.answers:
            try:
                self._database.write(partial(self._commit, batch))
            except Exception as error:
                self._refuse(callers, error)
                return
            self.commits += 1
            self.failing = False
            self._tell(batch)
            self._after_the_night(batch)
        for caller in callers:
            if caller.error is not None:
                caller.done.set_exception(caller.error)
            else:
                caller.done.set(caller.result)

    def _hear(self, callers: list[_Caller], batch: Batch) -> int:
        """Hear callers in order. Returns how many: after a fault the rest wait for a hall folded again."""
        for place, caller in enumerate(callers, start=1):
            own = Batch()
            try:
                caller.result = caller.work(self._fold(caller.hall), own)
            except (HallError, ChainBroken) as error:
                caller.error = error
            except Exception as error:
                log.exception("refused after a fault", extra={"hall": caller.hall})
                caller.error = error
                self._live.pop(caller.hall, None)
                return place
            batch.take(own)
        return len(callers)

    def _refuse(self, callers: list[_Caller], error: Exception) -> None:
        """The commit failed: nothing of what they saw is kept."""
        self.commits_failed += 1
        # the first of a row in full; a disk that stays full would else fill what is left of it with the same pages
        log.error(
            "commit refused: %s", error, exc_info=not self.failing, extra={"halls": sorted({c.hall for c in callers})}
        )
        self.failing = True
        for caller in callers:
            self._live.pop(caller.hall, None)
            caller.done.set_exception(StorageFailed(why=type(error).__name__))

    def _tell(self, batch: Batch) -> None:
        for hall, facts in batch.facts.items():
            for listener in self.listeners:
                try:
                    listener(hall, facts)
                except Exception:  # a screen's trouble is no reason to leave a clerk without an answer
                    log.exception("a listener failed", extra={"hall": hall})

    def _commit(self, batch: Batch, connection: Connection) -> None:
        store.append(connection, batch.lines, batch.answers)
        for projector in self._projectors:
            projector.write(connection, batch.rows)
        if batch.people:
            persons.keep(connection, batch.people)
        for hall, started in batch.days_started():
            store.forget_answers(connection, hall, started.at - DAY)
            persons.erase(connection, hall, started.date, started.held_over)

    def _after_the_night(self, batch: Batch) -> None:
        """At a day's start a hall holds little, which is kept; what was erased leaves the files. Beside the work."""
        started = batch.days_started()
        if started:
            gevent.spawn(self._database.tidy)
        for hall, _ in started:
            live = self._live.get(hall)
            if live is not None:
                self._saving.spawn(self._checkpoints.save, hall, self._checkpoints.pack(live.hall, live.hash))

    def _fold(self, hall: str) -> Live:
        live = self._live.get(hall)
        if live is None:
            fold = partial(folded, hall=hall, checkpoint_of=self._checkpoints.load)
            live = self._live[hall] = self._database.read(fold)
        return live


def folded(connection: Connection, hall: str, checkpoint_of: Callable[[str], tuple[Hall, str] | None]) -> Live:
    """A hall as its journal tells it, from a checkpoint on when it is one of this journal.

    The name is whatever a stranger asked for: no file is looked at before the hall is known.

    Raises UnknownHall, ChainBroken.
    """
    head = store.head_of(connection, hall)
    if head is None:
        raise UnknownHall(hall=hall)
    state = Hall(hall)
    checkpoint = checkpoint_of(hall)
    if checkpoint is not None:
        earlier, line = checkpoint
        if earlier.id == hall and store.hash_of(connection, hall, earlier.seq) == line:
            state = earlier
    for line_after in store.lines_after(connection, hall, state.seq):
        try:
            state.apply(line_after.fact())
        except Exception as error:  # it was a fact when it was written
            raise ChainBroken(hall, line_after.seq, f"the line is no fact that follows here: {error!r}") from error
    if state.seq != head[0]:
        raise ChainBroken(hall, state.seq, "the journal does not reach its head")
    answers = Answers(store.answers_since(connection, hall, state.last_at - DAY))
    return Live(state, head[1], answers, Holders(persons.holders(connection, hall)))
