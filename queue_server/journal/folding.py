"""A hall in memory, as its journal tells it: folded from the first line or a checkpoint on, and brought up to the head
when others have written meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from ..hall.errors import UnknownHall
from ..hall.facts import DayStarted, Fact
from ..hall.fold import KINDS
from ..hall.hall import Hall
from ..hall.instants import DAY
from . import persons, store
from .answers import Answers
from .errors import ChainBroken
from .meanwhile import Meanwhile
from .persons import Holders


@dataclass(slots=True)
class Live:
    """The fold, the hash of its last line, the answers given by key, and who holds which number."""

    hall: Hall
    hash: str
    answers: Answers
    holders: Holders

    def day_started(self) -> None:
        """Who holds nothing that is open is forgotten."""
        self.holders.keep(self.hall.tickets.keys() | self.hall.appointments.keys())


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
            state.apply(line_after.fact(KINDS))
        except ChainBroken:
            raise
        except Exception as error:  # it was a fact when it was written
            raise ChainBroken(hall, line_after.seq, f"the line is no fact that follows here: {error!r}") from error
    if state.seq != head[0]:
        raise ChainBroken(hall, state.seq, "the journal does not reach its head")
    answers = Answers(store.answers_since(connection, hall, state.last_at - DAY))
    return Live(state, head[1], answers, Holders(persons.holders(connection, hall)))


def catch_up(live: Live, found: Meanwhile) -> list[Fact]:
    """Bring a hall up to the journal's head; the facts that others recorded.

    Raises ChainBroken when what is in memory is no part of the journal: a backup was put back, or a newer program
    writes there.
    """
    hall = live.hall
    facts = [line.fact(KINDS) for line in found.lines]
    for line, fact in zip(found.lines, facts, strict=True):
        if line.seq != hall.seq + 1 or not line.follows(live.hash):
            raise ChainBroken(hall.id, line.seq, "the line does not follow from the one before")
        hall.apply(fact)
        live.hash = line.hash
        if isinstance(fact, DayStarted):
            live.day_started()
    if (hall.seq, live.hash) != (found.head, found.hash):
        raise ChainBroken(hall.id, found.head, "the journal's head is not where its lines end")
    for key, at, fingerprint, answer in found.answers:
        live.answers.keep(key, at, fingerprint, answer.encode())
    for name, held in found.holders:
        live.holders.add(name, held)
    return facts
