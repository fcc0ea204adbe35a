"""The journal: one order of commands for each hall and office, many commands to a commit.

    command -> decided by its module at the journal's head -> lines + registers + answer, one commit -> answered

Commands that arrive while a commit is under way are decided one after another and share the next one. Nothing
is answered before its commit, reads included: who saw a state that is not yet kept waits until it is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar, cast

import gevent
import orjson
from sqlalchemy import Connection

from ..hall.commands import SYSTEM, Actor, Command, Tick
from ..hall.errors import UnknownHall
from ..hall.facts import DayStarted, Fact
from ..hall.hall import Hall
from ..hall.owner import Owner
from . import store
from .batch import Batch, entry_line
from .chain import Line, first_hash, line_of
from .checkpoints import Checkpoints
from .database import Database
from .desk import Desk, Listener
from .errors import ChainBroken, HallExists, StorageFailed
from .folding import Live
from .modules import Modules
from .persons import Person
from .projection import Projection, clear, project
from .proof import verified

log = logging.getLogger(__name__)

Clock = Callable[[], int]
T = TypeVar("T")
Reply = Callable[[Any, list[Fact], int], dict[str, Any]]  # (hall or office, what was decided, now)

UNTRUE_S = 0.2  # after untrue news of a hall no news of it is looked into
_PAGE = 5_000  # facts whose rows are gathered before they are written, when registers are rebuilt


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is what the command's reply made of it; `replayed` says that its key had been answered before."""

    body: dict[str, Any]
    replayed: bool
    facts: list[Fact]


class Journal:
    """The only way to change a hall or an office. Use from greenlets; one instance owns all of its database.

    `listeners` are told the facts of each commit, after it; they must not wait.
    """

    def __init__(self, database: Database, clock: Clock, modules: Modules) -> None:
        self.database = database
        self.clock = clock
        self.modules = modules
        self.listeners: list[Listener] = []
        self._checkpoints = Checkpoints(database.folds, modules)
        self._desks: dict[str, Desk] = {}  # with one engine one for all halls, which share commits; else one for each
        self.announce: Callable[[str, int], None] = lambda hall, seq: None  # told of each commit, for other workers
        self._catching_up: set[str] = set()
        self.broken: set[str] = set()  # halls whose chain did not hold when it was looked at

    @property
    def commits(self) -> int:
        return sum(desk.commits for desk in self._desks.values())

    @property
    def commits_failed(self) -> int:
        return sum(desk.commits_failed for desk in self._desks.values())

    @property
    def failing(self) -> bool:
        """Whether the last commit failed."""
        return any(desk.failing for desk in self._desks.values())

    @property
    def busy(self) -> bool:
        """Whether somebody waits for an answer."""
        return any(desk.busy for desk in self._desks.values())

    def _desk(self, hall: str) -> Desk:
        name = "" if self.database.alone else hall
        if name not in self._desks:
            self._desks[name] = Desk(
                self.database,
                self.modules,
                self.listeners,
                self._checkpoints,
                lambda hall, seq: self.announce(hall, seq),
            )
        return self._desks[name]

    def _wait_for(self, hall: str, work: Callable[[Live, Batch], Any], **more: Any) -> Any:
        desk = self._desk(hall)
        try:
            return desk.wait_for(hall, work, **more)
        except (UnknownHall, StorageFailed):
            # whatever strangers ask for must not stay
            if not self.database.alone and desk.unused and self._desks.get(hall) is desk:
                self._desks.pop(hall).close()
            raise

    # asking and commanding

    def command(
        self,
        hall: str,
        command: Command,
        actor: Actor = SYSTEM,
        *,
        key: str | None = None,
        fingerprint: str = "",
        person: Person | None = None,
        answer: Reply = lambda hall, facts, now: {},
        at_least: dict[str, Any] | None = None,
        kind: str = "hall",
    ) -> Answer:
        """Decide, record, commit, answer. Blocks this greenlet until the commit. `kind`: of owner that `hall` names.

        key: idempotency key, alone to this actor; for a day, the same key with the same fingerprint is answered
        the same again. `person`: who a number or an appointment is for, kept beside the journal until its day is over.
        `answer` makes plain JSON values of what was decided, while others wait: nothing large, and it must not wait. It
        cannot undo the decision: when it fails, `at_least` is answered, with the hall's seq.
        Raises the Refusal of its rules, UnknownHall, KeyReused, StorageFailed; then nothing was recorded of it.
        """
        known = f"{actor}|{key}" if key else None

        def work(live: Live, batch: Batch) -> Answer:
            if known is not None:
                before = live.answers.find(known, fingerprint)
                if before is not None:
                    return Answer(orjson.loads(before), True, [])
            owner, now = self._owner(live, kind), self._now(live)
            self._advance(live, now, batch)  # what time brought is recorded even when the command is refused
            own = self.modules.execute(owner, _told(command, person, live), actor, now)
            batch.record(live, own, self.modules)
            if person is not None:
                _keep(person, live, own[0], batch)
            try:
                body = answer(owner, own, now)
            except Exception:  # whatever it is, it is decided already
                log.exception("decided, and answered with nothing but that", extra={"hall": hall})
                body = {**(at_least or {}), "seq": owner.seq}
            self._advance(live, now, batch)
            if known is not None:
                kept = orjson.dumps(body, option=orjson.OPT_UTC_Z)
                live.answers.keep(known, now, fingerprint, kept)
                batch.answers.append(
                    {"hall": hall, "key": known, "at": now, "fingerprint": fingerprint, "answer": kept.decode()}
                )
            return Answer(body, False, own)

        known_as = person.known_as if person else ()
        result: Answer = self._wait_for(hall, work, key=known or "", known_as=known_as)
        return result

    def ask(self, hall: str, question: Callable[[Hall, int], T]) -> T:
        """Read the committed state: `question(hall, now)` must not change it or wait. Raises UnknownHall."""
        return self.ask_owner(hall, "hall", lambda owner, now: question(cast(Hall, owner), now))

    def ask_owner(self, name: str, kind: str, question: Callable[[Owner, int], T]) -> T:
        """As `ask`, of whatever kind of owner the journal is. Raises UnknownHall when it is of another kind."""
        live = self._desk(name).settled(name) if self.database.alone else None
        if live is not None:
            return question(self._owner(live, kind), self._now(live))

        def look(live: Live, batch: Batch) -> tuple[T | None, Exception | None]:
            try:
                return question(self._owner(live, kind), self._now(live)), None
            except Exception as error:  # a question's fault spoils nothing
                return None, error

        found, error = self._wait_for(name, look, looks=True)
        if error is not None:
            raise error
        return cast(T, found)

    def _owner(self, live: Live, kind: str) -> Owner:
        if self.modules.kind_of(live.owner) != kind:
            raise UnknownHall(hall=live.owner.id)
        return live.owner

    def tick(self, hall: str) -> None:
        """Let time pass: what it brings by itself is recorded. Raises as `command`."""
        live = self._desk(hall).remembered(hall)
        if live is None or self.modules.is_due(live.owner, self._now(live)):
            self.command(hall, Tick())

    # beside other workers

    def heads(self) -> dict[str, int]:
        """The seq of each hall's last line, as the database has it."""
        return self.database.read(store.heads)

    def reached(self, hall: str, seq: int) -> None:
        """A hall's journal goes to `seq`: who listens here hears of it soon. Never waits."""
        live = self._desks[hall].remembered(hall) if hall in self._desks else None
        if live is not None and live.owner.seq < seq and hall not in self._catching_up:
            self._catching_up.add(hall)
            gevent.spawn(self._catch_up, hall, seq)

    def _catch_up(self, hall: str, seq: int) -> None:
        try:
            if self.ask(hall, lambda h, now: h.seq) < seq:  # who says so is no worker, and may say it without end
                gevent.sleep(UNTRUE_S)
        except Exception:
            log.warning("what other workers recorded cannot be read for a moment", extra={"hall": hall})
        finally:
            self._catching_up.discard(hall)

    def _now(self, live: Live) -> int:
        return max(self.clock(), live.owner.last_at)  # the journal's time never runs backwards

    def _advance(self, live: Live, now: int, batch: Batch) -> None:
        while facts := self.modules.advance(live.owner, now):
            batch.record(live, facts, self.modules)
            if isinstance(facts[-1], DayStarted):
                live.day_started()

    # founding, reading, proving

    def found(self, kind: str, name: str, first: Fact) -> None:
        """Create a hall or an office, with the first line of its journal. Raises HallExists."""

        def work(connection: Connection) -> None:
            if store.head_of(connection, name) is not None:
                raise HallExists(hall=name)
            store.found(connection, kind, line_of(name, 1, first_hash(name), first))

        self.database.write(work)

    def head(self, hall: str) -> int:
        """The seq of the hall's last line. Raises UnknownHall."""
        return self.lines(hall, most=0)[0]

    def hall_ids(self) -> list[str]:
        return self.database.read(partial(store.owners, kind="hall"))

    def office_ids(self) -> list[str]:
        return self.database.read(partial(store.owners, kind="office"))

    def written(self) -> list[str]:
        """The ids of all halls and offices, with those of which only lines are left."""
        return self.database.read(store.written)

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
        try:
            return self.database.study(partial(verified, hall=hall))
        except ChainBroken:
            self.broken.add(hall)
            raise

    def rebuild(self, hall: str) -> None:
        """Write the registers anew from the journal; whoever else has something to write in the hall waits for it.

        Raises ChainBroken, UnknownHall.
        """
        self.verify(hall)
        self.database.write(partial(self._rebuild, hall=hall))

    def _rebuild(self, connection: Connection, hall: str) -> None:
        store.hold(connection, hall)
        clear(connection, self.modules.tables, hall)
        store.clear_entry_lines(connection, hall)
        owner, rows = self.modules.new(store.kind_of(connection, hall), hall), Projection()
        entries: list[dict[str, Any]] = []
        for line in store.lines_after(connection, hall, 0):
            fact = line.fact(self.modules.kinds)
            self.modules.apply(owner, fact)
            project(self.modules.tables, owner, [fact], rows)
            if entry := entry_line(self.modules, hall, line.seq, fact):
                entries.append(entry)
            if line.seq % _PAGE == 0:
                self._write(connection, rows, entries)
        self._write(connection, rows, entries)

    def _write(self, connection: Connection, rows: Projection, entries: list[dict[str, Any]]) -> None:
        for table in self.modules.tables:
            table.write(connection, rows)
        store.append_entry_lines(connection, entries)
        rows.clear()
        entries.clear()

    def close(self) -> None:
        """Answer who is waiting, then stop."""
        for desk in self._desks.values():
            desk.close()
        self._checkpoints.close()
        self.database.close()


def _told(command: Command, person: Person | None, live: Live) -> Command:
    """The rules know no id numbers and no phones: they are told what the person holds at this moment."""
    if person is None or not person.known_as:
        return command
    return command.holding(live.holders.of(person.known_as))


def _keep(person: Person, live: Live, fact: Fact, batch: Batch) -> None:
    holder = fact.holder()
    assert holder is not None, "a person is given something by the first fact"
    of, until = holder
    row = {"hall": live.owner.id, "of": of, "until": until}
    batch.people.append(row | {"id_hash": person.id_hash, "phone": person.phone, "name": person.name})
    for known in (person.id_hash, person.phone):
        if known is not None:
            live.holders.add(known, of)
