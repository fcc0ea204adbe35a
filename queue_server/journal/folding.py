"""The owner of a journal in memory, as the journal tells it: folded from the first line or a checkpoint on, and brought
up to the head when others have written meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from ..hall.errors import UnknownHall
from ..hall.facts import DayStarted, Fact
from ..hall.instants import DAY
from ..hall.owner import Owner
from ..hall.state import HallState
from . import persons, store
from .answers import Answers
from .errors import ChainBroken
from .meanwhile import Meanwhile
from .modules import Modules
from .persons import Holders


@dataclass(slots=True)
class Live:
    """A hall or an office folded, the hash of its last line, the answers given by key, and who holds which number."""

    owner: Owner
    hash: str
    answers: Answers
    holders: Holders

    def day_started(self) -> None:
        """Who holds nothing that is open is forgotten."""
        assert isinstance(self.owner, HallState)
        self.holders.keep(self.owner.tickets.keys() | self.owner.appointments.keys())


def folded(
    connection: Connection, name: str, modules: Modules, checkpoint_of: Callable[[str], tuple[Owner, str] | None]
) -> Live:
    """A hall or an office as its journal tells it, from a checkpoint on when it is one of this journal.

    The name is whatever a stranger asked for: no file is looked at before the hall is known.

    Raises UnknownHall, ChainBroken.
    """
    head = store.head_of(connection, name)
    if head is None:
        raise UnknownHall(hall=name)
    owner = modules.new(store.kind_of(connection, name), name)
    checkpoint = checkpoint_of(name)
    if checkpoint is not None:
        earlier, line = checkpoint
        if earlier.id == name and store.hash_of(connection, name, earlier.seq) == line:
            owner = earlier
    for line_after in store.lines_after(connection, name, owner.seq):
        try:
            modules.apply(owner, line_after.fact(modules.kinds))
        except ChainBroken:
            raise
        except Exception as error:  # it was a fact when it was written
            raise ChainBroken(name, line_after.seq, f"the line is no fact that follows here: {error!r}") from error
    if owner.seq != head[0]:
        raise ChainBroken(name, owner.seq, "the journal does not reach its head")
    answers = Answers(store.answers_since(connection, name, owner.last_at - DAY))
    return Live(owner, head[1], answers, Holders(persons.holders(connection, name)))


def catch_up(live: Live, found: Meanwhile, modules: Modules) -> list[Fact]:
    """Bring a hall up to the journal's head; the facts that others recorded.

    Raises ChainBroken when what is in memory is no part of the journal: a backup was put back, or a newer program
    writes there.
    """
    owner = live.owner
    facts = [line.fact(modules.kinds) for line in found.lines]
    for line, fact in zip(found.lines, facts, strict=True):
        if line.seq != owner.seq + 1 or not line.follows(live.hash):
            raise ChainBroken(owner.id, line.seq, "the line does not follow from the one before")
        modules.apply(owner, fact)
        live.hash = line.hash
        if isinstance(fact, DayStarted):
            live.day_started()
    if (owner.seq, live.hash) != (found.head, found.hash):
        raise ChainBroken(owner.id, found.head, "the journal's head is not where its lines end")
    for key, at, fingerprint, answer in found.answers:
        live.answers.keep(key, at, fingerprint, answer.encode())
    for name, held in found.holders:
        live.holders.add(name, held)
    return facts
