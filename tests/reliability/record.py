"""What a trial's journal and registers hold, read beside the server; and whether that is what people were answered."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from functools import partial
from typing import Any

from sqlalchemy import Connection, select

from queue_server.hall import facts as f
from queue_server.hall.dispatch import choose
from queue_server.hall.hall import Hall
from queue_server.journal import ChainBroken, Journal, open_database
from queue_server.journal.proof import verified
from queue_server.journal.store import lines_after
from queue_server.journal.tables import commands
from queue_server.live.rooms import Place
from queue_server.live.views import Lens
from queue_server.registers import MODULES

from .evidence import Press, of_presses
from .screens import told

_LENS = Lens(name_of=lambda username: username)
_KINDS: dict[str, type[f.Fact]] = {
    "issue": f.TicketIssued, "next": f.TicketCalled, "recall": f.TicketRecalled, "start": f.TicketStarted,
    "no-show": f.TicketMissed, "rejoin": f.TicketRejoined, "transfer": f.TicketTransferred, "park": f.TicketParked,
    "unpark": f.TicketCalled, "finish": f.TicketEnded, "sign-in": f.CounterSignedIn,
}  # fmt: skip


class Record:
    def __init__(self, url: str, hall_id: str) -> None:
        self.hall_id = hall_id
        self._database = open_database(url)
        self._hall = Hall(hall_id)

    def close(self) -> None:
        self._database.close()

    def facts(self, after: int = 0) -> list[f.Fact]:
        read = partial(_facts, hall=self.hall_id, after=after)
        return self._database.read(read)

    def truth(self, places: dict[str, Place]) -> dict[str, Any]:
        """What screens in these places must show now, by name."""
        for fact in self.facts(self._hall.seq):
            self._hall.apply(fact)
        now = max(time.time_ns() // 1_000, self._hall.last_at)  # a hall's time never goes back
        views = {name: place.look(self._hall, now, _LENS) for name, place in places.items()}
        return {name: told(view.model_dump(mode="json")) for name, view in views.items()}

    # what must hold after every fault; each gives what is wrong, in words

    def wrong(self, presses: list[Press]) -> list[str]:
        facts = self.facts()
        return [
            *self._unanswered(presses, facts),
            *self._keys(presses),
            *_numbers(facts),
            *_fold(self.hall_id, facts),
            *self._chain(),
        ]

    def _unanswered(self, presses: list[Press], facts: list[f.Fact]) -> Iterable[str]:
        """Every answered press is in the journal once, and nothing else is."""
        for do, name, count in _more_answered(presses, facts):
            if count > 0:
                yield f"{do} {name} was answered {count} times more often than it is in the journal"
            else:
                yield f"{do} {name} is {-count} times more often in the journal than it was answered"

    def _keys(self, presses: list[Press]) -> Iterable[str]:
        for press, count in self._kept_otherwise(presses):
            what = f"{press['do']} by {press['who']}, answered {press['status']} {press['answer']}"
            yield f"{what}: its key is kept {count} times, and not {_wanted(press)}"

    def _kept_otherwise(self, presses: list[Press]) -> Iterable[tuple[Press, int]]:
        """Presses whose key is not kept as often as it should be, and how often it is."""
        kept = self._database.read(lambda connection: list(connection.scalars(select(commands.c.key))))
        keys = Counter(key.rsplit("|", 1)[-1] for key in kept)
        return [(press, keys[press["key"]]) for press in presses if keys[press["key"]] != _wanted(press)]

    def in_question(self, presses: list[Press]) -> list[Press]:
        """Those presses that what is wrong may be about."""
        names = {(do, name) for do, name, _ in _more_answered(presses, self.facts())}
        otherwise = [press for press, _ in self._kept_otherwise(presses)]
        return [
            press
            for press in presses
            if press in otherwise
            or not press["fitting"]
            or (press["status"] in (200, 201) and (press["do"], _name(press)) in names)
        ]

    def evidence(self, presses: list[Press]) -> list[str]:
        """The whole of what is known of the presses in question."""
        return of_presses(self._database, self.hall_id, self.in_question(presses))

    def _chain(self) -> Iterable[str]:
        try:
            self._database.read(partial(verified, hall=self.hall_id))
        except ChainBroken as error:
            yield str(error)

    def rebuilt_otherwise(self) -> list[str]:
        """Registers that do not come out of the journal as they were kept. The server must not run meanwhile."""
        before = self._database.read(_registers)
        journal = Journal(self._database, lambda: time.time_ns() // 1_000, MODULES)
        journal.rebuild(self.hall_id)
        after = self._database.read(_registers)
        return [f"the register {name} is rebuilt otherwise" for name in before if before[name] != after[name]]


def _facts(connection: Connection, hall: str, after: int) -> list[f.Fact]:
    return [line.fact(MODULES.kinds) for line in lines_after(connection, hall, after)]


def _registers(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    tables = [projector.table for projector in MODULES.tables]
    return {
        table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
        for table in tables
    }


def _more_answered(presses: list[Press], facts: list[f.Fact]) -> Iterable[tuple[str, tuple[str, str], int]]:
    """(what was done, to whom, how much more often it was answered than it is in the journal; less than 0: less)."""
    for do, kind in _KINDS.items():
        answered = Counter(_name(press) for press in presses if press["do"] == do and press["status"] in (200, 201))
        kept = Counter(_name_in(fact) for fact in facts if isinstance(fact, kind) and _is_of(do, fact))
        yield from ((do, name, count) for name, count in (answered - kept).items())
        yield from ((do, name, -count) for name, count in (kept - answered).items())


def _wanted(press: Press) -> int:
    """How often its key should be kept."""
    return 1 if press["status"] in (200, 201, 204) else 0


def _name(press: Press) -> tuple[str, str]:
    if press["do"] == "sign-in":
        return press["who"], ""
    by_clerk = press["do"] not in ("issue", "rejoin")
    return press["answer"]["label"], press["who"] if by_clerk else ""


def _name_in(fact: Any) -> tuple[str, str]:
    if isinstance(fact, f.CounterSignedIn):
        return fact.counter, ""
    return fact.label, getattr(fact, "counter", None) or ""


def _is_of(do: str, fact: f.Fact) -> bool:
    """Who takes a parked number back calls it by that; the last miss ends a number."""
    if isinstance(fact, f.TicketCalled):
        return (fact.reason["rule"] == "unparked") == (do == "unpark")
    return not isinstance(fact, f.TicketEnded) or fact.outcome != "missed"


def _numbers(facts: list[f.Fact]) -> Iterable[str]:
    given = Counter((fact.date, fact.label) for fact in facts if isinstance(fact, f.TicketIssued))
    return [f"{label} was given {count} times on {date}" for (date, label), count in given.items() if count > 1]


def _fold(hall_id: str, facts: list[f.Fact]) -> Iterable[str]:
    """Fold the journal again: at each call its ticket waits, and is the one that the rule, asked anew, names. At the
    end nobody waits."""
    hall = Hall(hall_id)
    for fact in facts:
        if isinstance(fact, f.TicketCalled):
            yield from _call(hall, fact)
        MODULES.apply(hall, fact)
    for ticket in hall.tickets.values():
        if ticket.state == "waiting":
            yield f"{ticket.label} was never called"


def _call(hall: Hall, fact: f.TicketCalled) -> Iterable[str]:
    state, taken_back = hall.tickets[fact.ticket].state, fact.reason["rule"] == "unparked"
    if state != ("parked" if taken_back else "waiting"):
        yield f"{fact.label} was called to {fact.counter} when it was {state}"
    if not taken_back:
        choice = choose(hall.waiting, hall.plan.counter_by_id[fact.counter], fact.at, hall.staffed)
        if choice is None or choice.head.rank[2] != fact.ticket:
            yield f"{fact.label} was called to {fact.counter} when it was somebody else's turn"
