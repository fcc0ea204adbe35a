"""What a register says of itself to those who list, show, change and export its entries: one resource serves all.

A register's entries are dataclasses with at least `id` and `state`; its table has the same columns beside `hall`, the
owner. Instants are microseconds in both, and RFC 3339 UTC to the outside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel
from sqlalchemy import Table

from ..hall.commands import Actor, Command
from ..hall.facts import Fact
from ..hall.owner import Owner
from ..journal.modules import Module
from ..journal.projection import Projector, Row
from ..powers import Power
from ..refusals import Refusal, Words


class UnknownEntry(Refusal):
    """`entry`: an id that the register does not have, or forgot with the end of its business day."""

    code = "unknown-entry"
    status = 404
    words = Words("台账里没有这一条", "There is no such entry")


Kind = Literal["text", "label", "time", "date", "count", "duration", "person"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the register's table that is shown; `id` where people know an entry by it. `person`: an actor as the
    journal writes it ("staff:zhang"). `search`: a text among those that a search looks into."""

    name: str
    kind: Kind
    title: Words
    search: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """`open`: somebody still has something to do with an entry in it, or it still shows somewhere."""

    name: str
    title: Words
    open: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """Beside the type of a field of an action's body: what a form says of it. `long`: of several lines; `choices`: the
    words for each value of a Literal."""

    zh: str
    en: str
    long: bool = False
    hint: Words | None = None
    presets: tuple[Words, ...] = ()
    choices: Mapping[str, Words] = field(default_factory=dict)


class EmptyBody(BaseModel):
    """An action that asks for nothing."""

    model_config: ClassVar[Any] = {"extra": "forbid"}


@dataclass(frozen=True, kw_only=True, eq=False)
class Action:
    """Something that can be done: `on` None makes a new entry, else it is done to one in these states.

    `command(id, body)` makes the command; the id is a fresh one, or the entry's. `found(state, actor)` is the entry
    that is meant when the command was decided without a fact, because what it asks for is so already.
    """

    name: str
    title: Words
    power: Power
    command: Callable[[str, Any], Command]
    on: tuple[str, ...] | None = None
    body: type[BaseModel] = EmptyBody
    found: Callable[[Any, Actor], str] | None = None


class Entry(Protocol):
    """One entry in memory; all of its fields are a row of the register's table."""

    @property
    def id(self) -> str: ...

    @property
    def state(self) -> str: ...


E = TypeVar("E", bound=Entry)


class Entries(Generic[E]):
    """The entries of a register that are open, and those that ended in this business day: what is over leaves memory
    when the next one begins, its row stays."""

    def __init__(self, over: frozenset[str]) -> None:
        self._over = over  # the states in which an entry has ended
        self.by_id: dict[str, E] = {}  # the oldest first

    def __iter__(self) -> Iterator[E]:
        """The open ones."""
        return (entry for entry in self.by_id.values() if entry.state not in self._over)

    def open(self, entry: str) -> E | None:
        """The entry when it is open."""
        found = self.by_id.get(entry)
        return None if found is None or found.state in self._over else found

    def add(self, entry: E) -> None:
        self.by_id[entry.id] = entry

    def forget_ended(self) -> None:
        self.by_id = {entry.id: entry for entry in self}


def forget_ended(state: Entries[Any], owner: Owner, fact: Fact) -> None:
    """How a register folds `day.started`, when it keeps what is open and no more."""
    state.forget_ended()


S = TypeVar("S", bound=Entries[Any])


@dataclass(frozen=True, kw_only=True, eq=False)
class Register(Module[S]):
    """A ledger with entries of its own (台账).

    entry    the dataclass of one entry
    table    keyed by (hall, id), a column for each field of an entry
    dated    the column of instants by which a list is taken from one day to another, and sorted when nothing is said
    power    who may read it
    overdue  how many of the open entries should have been dealt with by now
    shows    what a pushed view carries of it beside the counts: view -> (type, value(state, now))
    """

    title: Words
    entry: type[Any]
    entry_of: Callable[[Any], str]
    table: Table
    columns: tuple[Column, ...]
    states: tuple[State, ...]
    dated: str
    power: Power
    actions: tuple[Action, ...] = ()
    overdue: Callable[[S, int], int] = lambda state, now: 0
    shows: dict[str, tuple[Any, Callable[[S, int], Any]]] = field(default_factory=dict)

    def ledgers(self) -> tuple[Projector, ...]:
        return (*self.tables, Projector(self.table, self._rows))

    def _rows(self, owner: Owner, fact: Fact) -> Iterator[Row]:
        if type(fact) in self.facts:
            entry = self.of(owner).by_id.get(self.entry_of(fact))
            if entry is not None:
                yield {"hall": owner.id} | row_of(entry)

    def counts(self, owner: Owner, now: int) -> tuple[int, int]:
        """(open, overdue)"""
        state = self.of(owner)
        return sum(1 for _ in state), self.overdue(state, now)


def row_of(entry: Any) -> Row:
    """An entry as the row of its table, without the owner."""
    return {f.name: getattr(entry, f.name) for f in fields(entry)}
