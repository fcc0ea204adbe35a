"""What a journal is handed: modules, each with facts of its own and all that follows from them.

The first module of a kind of owner is the owner itself (the rules of a hall, an office); the others are registers,
whose states lie beside it. A module's decisions, folds and reactions are pure; the journal dispatches to them by type
and knows none of their commands.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from ..hall.commands import Actor, Command
from ..hall.fact_reading import by_kind
from ..hall.facts import Fact
from ..hall.owner import Owner
from .errors import UnknownRegister
from .projection import Projector

S = TypeVar("S")


@dataclass(frozen=True, kw_only=True, eq=False)
class Module(Generic[S]):
    """One module of a journal. `S` is the state that it keeps in memory of each owner: what is open, and no more.

    facts      the classes of its facts; their kinds are its own
    state      makes an empty state; None for an owner's first module, whose state is the owner: its functions take
               the owner alone where those of others take (state, owner)
    decisions  command -> decide(state, owner, command, actor, now); yields facts of any module or raises a refusal
    folds      fact, its own or another module's -> fold(state, owner, fact): all that changes the state
    reactions  a fact of another module -> react(state, owner, fact): facts that follow from it in the same commit
    due        due(state, owner, now): the next facts that time alone brings; empty when there are none
    tables     the ledgers that are written in the commit of the facts
    entry_of   the id of the entry that a fact of its own tells of
    owners     which kinds of owners have it
    """

    name: str
    facts: tuple[type[Fact], ...]
    state: Callable[[], S] | None
    decisions: Mapping[type[Command], Callable[..., Iterable[Fact]]]
    folds: Mapping[type[Fact], Callable[..., None]]
    reactions: Mapping[type[Fact], Callable[..., Iterable[Fact]]] = field(default_factory=dict)
    due: Callable[..., Iterable[Fact]] | None = None
    tables: tuple[Projector, ...] = ()
    entry_of: Callable[[Any], str] | None = None
    owners: tuple[str, ...] = ("hall",)

    def ledgers(self) -> tuple[Projector, ...]:
        """All tables that are written in the commit of its facts."""
        return self.tables

    def of(self, owner: Owner) -> S:
        """The state that it keeps of this owner."""
        try:
            return owner.registers[self.name]  # type: ignore[no-any-return]
        except KeyError:
            if self.state is None:
                return owner  # type: ignore[return-value]  # the first module
            return owner.registers.setdefault(self.name, self.state())  # type: ignore[no-any-return]


Decide = Callable[[Owner, Command, Actor, int], Iterable[Fact]]


class _OfOwner:
    """The modules of one kind of owner, by what they answer to. Each function finds its own state."""

    def __init__(self, modules: Sequence[Module[Any]]) -> None:
        self.decisions: dict[type[Command], Decide] = {}
        self.folds: dict[type[Fact], tuple[Callable[[Owner, Fact], None], ...]] = {}
        self.reactions: dict[type[Fact], tuple[Callable[[Owner, Fact], Iterable[Fact]], ...]] = {}
        self.due: list[Callable[[Owner, int], Iterable[Fact]]] = []
        for module in modules:
            for command, decide in module.decisions.items():
                self.decisions[command] = _bound(module, decide)
            for fact, fold in module.folds.items():
                self.folds[fact] = (*self.folds.get(fact, ()), _bound(module, fold))
            for fact, react in module.reactions.items():
                self.reactions[fact] = (*self.reactions.get(fact, ()), _bound(module, react))
            if module.due is not None:
                self.due.append(_bound(module, module.due))


def _bound(module: Module[Any], work: Callable[..., Any]) -> Callable[..., Any]:
    """A function of a module, which finds its state itself."""
    if module.state is None:
        return work
    return lambda owner, *rest: work(module.of(owner), owner, *rest)


class Modules:
    """`owners`: for each kind of owner the class of it; the module of the same name is its first."""

    def __init__(self, modules: Iterable[Module[Any]], owners: Mapping[str, type[Owner]]) -> None:
        self.all = tuple(modules)
        self.owners = dict(owners)
        self.tables = tuple(table for module in self.all for table in module.ledgers())
        self.kinds = by_kind(fact for module in self.all for fact in module.facts)
        self._of = {kind: _OfOwner([module for module in self.all if kind in module.owners]) for kind in owners}
        self._kind_of = {owner: kind for kind, owner in self.owners.items()}
        self._entries = {
            fact: (module.name, module.entry_of)
            for module in self.all if module.entry_of is not None for fact in module.facts
        }  # fmt: skip

    def new(self, kind: str, name: str) -> Owner:
        """An owner before the first line of its journal."""
        owner = self.owners[kind](name)
        owner.registers = {
            module.name: module.state() for module in self.all if kind in module.owners and module.state is not None
        }
        return owner

    def execute(self, owner: Owner, command: Command, actor: Actor, now: int) -> list[Fact]:
        """Decide and apply, what follows from it included. Raises a refusal, and then nothing has changed."""
        decide = self._modules(owner).decisions.get(type(command))
        if decide is None:
            raise UnknownRegister(owner=owner.id)
        return self._apply_all(owner, list(decide(owner, command, actor, now)))

    def advance(self, owner: Owner, now: int) -> list[Fact]:
        """Apply the next step that time alone brings; nothing when none is due."""
        for due in self._modules(owner).due:
            if facts := list(due(owner, now)):
                return self._apply_all(owner, facts)
        return []

    def is_due(self, owner: Owner, now: int) -> bool:
        """Whether time alone brings something: `advance` would have facts."""
        return any(True for due in self._modules(owner).due for _ in due(owner, now))

    def apply(self, owner: Owner, fact: Fact) -> None:
        """Fold one fact into each module that it concerns. KeyError when it is none of this kind of owner."""
        for fold in self._modules(owner).folds[type(fact)]:
            fold(owner, fact)
        owner.count(fact)

    def entry_of(self, fact: Fact) -> tuple[str, str] | None:
        """(register, entry) that a fact tells of; None for those of a module without entries."""
        found = self._entries.get(type(fact))
        return (found[0], found[1](fact)) if found else None

    def kind_of(self, owner: Owner) -> str:
        """ "hall", "office"."""
        return self._kind_of[type(owner)]

    def _modules(self, owner: Owner) -> _OfOwner:
        return self._of[self._kind_of[type(owner)]]

    def _apply_all(self, owner: Owner, facts: list[Fact]) -> list[Fact]:
        reactions, done = self._modules(owner).reactions, []
        while facts:
            fact = facts.pop(0)
            self.apply(owner, fact)
            done.append(fact)
            for react in reactions.get(type(fact), ()):
                facts[:0] = react(owner, fact)
        return done

    @cached_property
    def sources(self) -> list[Path]:
        """The files whose code folds facts, in one order: another code might fold to something else."""
        return sorted(set(self._source_files()))

    def _source_files(self) -> Iterator[Path]:
        for package in {fold.__module__.rpartition(".")[0] for module in self.all for fold in module.folds.values()}:
            yield from Path(*sys.modules[package].__path__).rglob("*.py")
        yield from Path(*sys.modules[Owner.__module__.rpartition(".")[0]].__path__).rglob("*.py")
