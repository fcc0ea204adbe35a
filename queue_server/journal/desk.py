"""The desk: one greenlet that hears callers one after another, and commits together what they decided.

Nobody is answered before the commit of what they saw. A commit that fails refuses all who shared it; a fault in
one caller's work refuses that caller alone. In both cases the hall is folded again from the journal, so memory
never holds what the journal does not.

Where nobody else writes, one desk serves all halls, which share commits. Where other workers do, each hall has a desk,
whose turns begin with what the others wrote meanwhile.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any

import gevent
from gevent.event import AsyncResult, Event
from gevent.pool import Group
from sqlalchemy import Connection

from ..hall.errors import UnknownHall
from ..hall.facts import Fact
from ..refusals import Refusal
from .batch import Batch
from .checkpoints import Checkpoints
from .database import ConnectionLost, Database
from .errors import ChainBroken, NotKnown, StorageFailed
from .folding import Live, catch_up, folded
from .meanwhile import glance, meanwhile
from .modules import Modules

log = logging.getLogger(__name__)

BATCH = 512  # most callers that share a commit
KEEP_EVERY = 5_000  # lines of a hall, after which another start need not read them
KEEP_APART_S = 30.0  # packing a hall stops all others: in a rush another start rather reads a second longer
AGAIN_S = 0.5  # between two tries to ask a server that is away what it has kept

Listener = Callable[[str, list[Fact]], None]  # (hall, facts); without facts something has happened that is not known


class NotKept(Exception):
    """The answer to a commit was lost, and it did not take place."""


class CannotAsk(Exception):
    """The answer to a commit was lost, and nobody can be asked now whether it took place."""


@dataclass(slots=True, eq=False)
class _Caller:
    """One who waits at the desk: for what, and what came of it."""

    hall: str
    work: Callable[[Live, Batch], Any]
    looks: bool
    key: str
    known_as: Sequence[str]
    done: AsyncResult = field(default_factory=AsyncResult)
    result: Any = None
    error: Exception | None = None


class Desk:
    """`commits`, `commits_failed`, `failing` (the last one failed) are for people who watch the server.

    `announce` is told (hall, seq) after a commit of this desk, for the other workers; it must not wait.
    """

    def __init__(
        self,
        database: Database,
        modules: Modules,
        listeners: list[Listener],
        checkpoints: Checkpoints,
        announce: Callable[[str, int], None] = lambda hall, seq: None,
    ) -> None:
        self.listeners = listeners
        self.commits = self.commits_failed = 0
        self.failing = False
        self._database = database
        self._modules = modules
        self._checkpoints = checkpoints
        self._announce = announce
        self._live: dict[str, Live] = {}
        self._unkept: Counter[str] = Counter()  # lines of each hall since its last checkpoint
        self._kept_at: dict[str, float] = {}  # when that was
        self._inbox: list[_Caller] = []
        self._wake = Event()
        self._busy = self._closed = False
        self._greenlet = gevent.spawn(self._run)
        self._learning = Group()

    @property
    def busy(self) -> bool:
        """Whether somebody waits for an answer."""
        return self._busy or bool(self._inbox)

    @property
    def unused(self) -> bool:
        """Whether nobody waits, and there is nothing to remember of any hall."""
        return not (self.busy or self.failing or self._live or self.commits or self.commits_failed)

    def settled(self, hall: str) -> Live | None:
        """The hall, when it is in memory and all of it is committed."""
        return None if self._busy or self._inbox else self._live.get(hall)

    def remembered(self, hall: str) -> Live | None:
        """The hall as it is in memory: not all of it need be committed, and others may have written since."""
        return self._live.get(hall)

    def wait_for(
        self,
        hall: str,
        work: Callable[[Live, Batch], Any],
        *,
        looks: bool = False,
        key: str = "",
        known_as: Sequence[str] = (),
    ) -> Any:
        """Let `work` decide in its turn; returns or raises what it did, once that is committed.

        `looks`: it records nothing. `key` and `known_as`: what of others it wants to know, see meanwhile.py.
        Raises UnknownHall, StorageFailed. After a Refusal of `work` what it had recorded until then is kept.
        """
        if gevent.getcurrent() is self._greenlet:
            raise RuntimeError("the desk cannot wait for itself")
        if self._closed:
            raise StorageFailed(why="stopping")
        caller = _Caller(hall, work, looks, key, known_as)
        self._inbox.append(caller)
        self._wake.set()
        return caller.done.get()

    def close(self) -> None:
        """Answer who is waiting, then stop. Whose answer is not known is left without one, and asks again."""
        self._closed = True
        while self._inbox or self._busy:
            gevent.sleep(0.01)
        self._greenlet.kill()
        self._learning.kill()
        for live in self._live.values():
            self._checkpoints.save(live.owner, live.hash)

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
        try:
            if self._database.alone:
                self._hear(callers, batch)
                if batch.written:
                    self._write(batch)
            else:
                self._tell(self._among_others(callers, batch))
        except CannotAsk as error:
            self._leave_open(callers, batch, error.__cause__)
            return
        except Exception as error:
            self._refuse(callers, error)
            return
        except BaseException as error:  # whoever ends the desk here ends nobody's wait
            self._leave_open(callers, batch, error)
            raise
        if batch.written:
            self.commits += 1
            self.failing = False
            self._tell(batch.facts)
            try:
                self._after_the_commit(batch)
            except Exception:  # it is kept, and whoever waits is told so
                log.exception("a fault after a commit", extra={"hall": callers[0].hall})
        self._answer(callers)

    @staticmethod
    def _answer(callers: list[_Caller]) -> None:
        for caller in callers:
            if caller.error is not None:
                caller.done.set_exception(caller.error)
            else:
                caller.done.set(caller.result)

    def _hear(self, callers: list[_Caller], batch: Batch) -> None:
        """Hear callers in order. After a fault the rest are taken from them: they wait for a hall folded again."""
        for place, caller in enumerate(callers, start=1):
            own = Batch()
            caller.error = None  # of an earlier try, on what the hall was then
            try:
                caller.result = caller.work(self._fold(caller.hall), own)
            except (Refusal, ChainBroken) as error:
                caller.error = error
            except Exception as error:
                log.exception("refused after a fault", extra={"hall": caller.hall})
                caller.error = error
                self._live.pop(caller.hall, None)
                self._inbox[:0] = callers[place:]
                del callers[place:]
                return
            batch.take(own)

    def _among_others(self, callers: list[_Caller], batch: Batch) -> dict[str, list[Fact]]:
        """A turn of one hall; what other workers recorded in it meanwhile, as far as it is known one by one.

        A connection that is lost before anything was decided costs another try; so does one that is lost in the commit
        of nothing. Raises NotKept, CannotAsk when it was lost in any other.
        """
        hall = callers[0].hall
        keys = [caller.key for caller in callers if caller.key]
        known_as = [name for caller in callers for name in caller.known_as]
        others: list[Fact] = []
        folded_again = False  # and who listens has not heard of all that was folded

        def look(connection: Connection) -> None:
            others.extend(catch_up(live, glance(connection, hall, live.owner.seq), self._modules))
            self._hear(callers, batch)

        def turn(connection: Connection) -> None:
            others.extend(catch_up(live, meanwhile(connection, hall, live.owner.seq, keys, known_as), self._modules))
            self._hear(callers, batch)
            if batch.written:
                batch.write(connection, self._modules)

        for last_try in (False, True):
            try:
                live = self._fold(hall)
                if all(caller.looks for caller in callers):
                    self._database.glance(look)
                else:
                    self._database.turn(turn)
                break
            except (ConnectionLost, NotKnown, ChainBroken) as error:
                log.warning("%s; the hall is read again", error.__cause__ or error, extra={"hall": hall})
                self._live.pop(hall, None)
                folded_again = True
                if batch.written and isinstance(error, NotKnown):
                    self._look_up(batch, error)
                    break
                if last_try or batch.written:
                    raise
        return {hall: others} if others or folded_again else {}

    def _write(self, batch: Batch) -> None:
        """Raises NotKept, CannotAsk when the answer to the commit was lost."""
        try:
            self._database.write(partial(batch.write, modules=self._modules))
        except NotKnown as lost:
            self._look_up(batch, lost)

    def _look_up(self, batch: Batch, lost: NotKnown) -> None:
        """Comes back when a commit whose answer was lost took place: the chain knows its lines. Raises NotKept,
        CannotAsk."""
        try:
            kept = batch.written and self._database.settle(batch.is_kept)
        except Exception as error:
            raise CannotAsk() from error
        if not kept:
            raise NotKept(str(lost.__cause__)) from lost

    def _leave_open(self, callers: list[_Caller], batch: Batch, why: BaseException | None) -> None:
        """Nobody is told anything yet, and the hall is folded again from what is kept."""
        self.failing = True
        log.error("not known whether a commit took place: %s", why, extra={"hall": callers[0].hall})
        for caller in callers:
            self._live.pop(caller.hall, None)
        self._learning.spawn(self._learn, callers, batch)

    def _learn(self, callers: list[_Caller], batch: Batch) -> None:
        """Answer them once it is known whether their commit took place: who is told that nothing happened may go away,
        and leave a number behind that nobody has. Others are heard meanwhile."""
        while True:
            gevent.sleep(AGAIN_S)
            with suppress(CannotAsk):
                try:
                    self._look_up(batch, NotKnown())
                except NotKept as error:
                    self._refuse(callers, error)
                    return
                break
        self.commits += 1
        self.failing = False
        for hall, seq in batch.heads().items():
            self._live.pop(hall, None)
            self._tell({hall: []})
            self._announce(hall, seq)
        self._answer(callers)

    def _refuse(self, callers: list[_Caller], error: Exception) -> None:
        """The commit failed: nothing of what they saw is kept."""
        if isinstance(error, UnknownHall | ChainBroken):  # there is no such hall, or its journal is no journal
            for caller in callers:
                caller.done.set_exception(error)
            return
        only_looked = all(caller.looks for caller in callers)  # and had nothing to commit
        # the first of a row in full; a disk that stays full would else fill what is left of it with the same pages
        log.error(
            "%s refused: %s", "question" if only_looked else "commit", error,
            exc_info=not (only_looked or self.failing), extra={"halls": sorted({c.hall for c in callers})},
        )  # fmt: skip
        if not only_looked:
            self.commits_failed += 1
            self.failing = True
        for caller in callers:
            self._live.pop(caller.hall, None)
            caller.done.set_exception(StorageFailed(why=type(error).__name__))

    def _tell(self, heard: dict[str, list[Fact]]) -> None:
        for hall, facts in heard.items():
            for listener in self.listeners:
                try:
                    listener(hall, facts)
                except Exception:  # a screen's trouble is no reason to leave a clerk without an answer
                    log.exception("a listener failed", extra={"hall": hall})

    def _after_the_commit(self, batch: Batch) -> None:
        """At a day's start a hall holds little, which is kept, and in a long day now and then; what was erased leaves
        the files. Beside the work."""
        for hall, seq in batch.heads().items():
            self._announce(hall, seq)
        started = {hall for hall, _ in batch.days_started()}
        if started:
            gevent.spawn(self._database.tidy)
        self._unkept.update(line.hall for line in batch.lines)
        now = monotonic()
        for hall in started | {hall for hall in batch.heads() if self._is_due(hall, now)}:
            del self._unkept[hall]
            self._kept_at[hall] = now
            live = self._live.get(hall)
            if live is not None:
                self._checkpoints.save_soon(live.owner, live.hash)

    def _is_due(self, hall: str, now: float) -> bool:
        return self._unkept[hall] >= KEEP_EVERY and now - self._kept_at.get(hall, -KEEP_APART_S) >= KEEP_APART_S

    def _fold(self, hall: str) -> Live:
        live = self._live.get(hall)
        if live is None:
            fold = partial(folded, name=hall, modules=self._modules, checkpoint_of=self._checkpoints.load)
            live = self._live[hall] = self._database.read(fold)
        return live
