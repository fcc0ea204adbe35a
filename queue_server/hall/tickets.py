"""A ticket and its turns; the states, and the legal moves as a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Date
from typing import Literal

from .errors import IllegalMove, TicketHasEnded
from .learned import Told
from .reasons import Reason

State = Literal["waiting", "called", "serving", "parked", "missed", "ended"]
AtClosing = Literal["waiting", "serving", "parked", "missed"]  # serving: called or being served

# move -> the states it may start from; DESIGN, "Ticket's life"
MOVES: dict[str, frozenset[State]] = {
    "call": frozenset({"waiting", "parked"}),
    "recall": frozenset({"called"}),
    "start": frozenset({"called"}),
    "no-show": frozenset({"called"}),
    "rejoin": frozenset({"missed"}),
    "park": frozenset({"serving"}),
    "unpark": frozenset({"parked"}),
    "transfer": frozenset({"serving"}),
    "finish": frozenset({"serving"}),
    "cancel": frozenset({"waiting", "called", "parked", "missed"}),
    "carry-over": frozenset({"waiting", "called", "serving", "parked", "missed"}),
    "print": frozenset({"waiting", "called", "serving", "parked", "missed"}),
}

ClerkOutcome = Literal["done", "accepted", "notice_given", "refused", "referred"]
# the outcomes a clerk may choose, and the fact each one asks for
CLERK_OUTCOMES: dict[ClerkOutcome, Literal["reason", "to"] | None] = {
    "done": None,
    "accepted": None,
    "notice_given": None,
    "refused": "reason",
    "referred": "to",
}
SERVED_OUTCOMES = (*CLERK_OUTCOMES, "transferred")  # of a turn that somebody served to its end

RATINGS = range(1, 6)  # the five levels of the national rule: 1 very dissatisfied … 5 very satisfied


@dataclass(slots=True)
class Turn:
    """One wait and one serving for one service. A transfer adds a turn. Instants in microseconds."""

    number: int
    service: str
    waiting_from: int
    counted_from: int
    counter: str | None = None
    clerk: str | None = None
    called_at: int | None = None  # the call that led to the serving, or the last one
    started_at: int | None = None
    ended_at: int | None = None
    outcome: str | None = None
    recalls: int = 0
    reason: Reason | None = None  # why it was called when it was
    note: str | None = None  # of its latest park, its transfer or its end
    away_at: int | None = None  # since when its serving is broken off: parked, or missed after a park
    away_us: int = 0  # in all, without a break that is still going on


@dataclass(slots=True)
class Ticket:
    """One visit today."""

    id: str
    label: str
    series: str
    number: int
    ordinal: int  # order of issue in this hall: the older of two equals
    date: Date
    lane: str
    persons: int
    issued_at: int
    turns: list[Turn] = field(default_factory=list)
    state: State = "waiting"
    more_time: bool = False  # to come when called
    only_counter: str | None = None  # a transfer that names its counter
    last_called_at: int | None = None
    missed_at: int | None = None
    misses: int = 0
    note: str | None = None
    outcome: str | None = None
    explanation: str | None = None
    on: Date | None = None
    issued_by: str = ""
    late: bool = False  # admitted after the last-ticket time
    issue_reason: str | None = None  # of the late admission, or of an approved lane
    approved_by: str | None = None
    carried_from: str | None = None
    appointment: str | None = None
    entered_at: int | None = None  # when it was entered, when it had been written by hand before
    told: Told | None = None  # what its holder was told of the wait when it was issued
    first_called_at: int | None = None
    at_closing: AtClosing | None = None  # what it did at closing time of its business day
    end_reason: str | None = None
    referred_to: str | None = None
    ended_at: int | None = None
    slip: str | None = None  # the latest one
    rating: int | None = None

    @property
    def turn(self) -> Turn:
        return self.turns[-1]

    @property
    def service(self) -> str:
        return self.turns[-1].service

    @property
    def counter(self) -> str | None:
        return self.turns[-1].counter

    @property
    def counted_from(self) -> int:
        return self.turns[-1].counted_from

    @property
    def rank(self) -> tuple[int, int, str]:
        """Its place inside its lane: the oldest first."""
        return (self.turns[-1].counted_from, self.ordinal, self.id)

    @property
    def may_rate(self) -> bool:
        """A visit can be rated once, after a clerk has served it."""
        served = any(turn.started_at is not None for turn in self.turns)
        return self.state == "ended" and served and self.rating is None

    @property
    def moves(self) -> list[str]:
        """What can be done with it in its state."""
        return [move for move, states in MOVES.items() if self.state in states]

    def may(self, move: str) -> bool:
        return self.state in MOVES[move]

    def check(self, move: str) -> None:
        """Raises IllegalMove when the ticket's state does not allow the move, TicketHasEnded when it allows none."""
        if self.state == "ended":
            raise TicketHasEnded(label=self.label)
        if self.state not in MOVES[move]:
            raise IllegalMove(label=self.label, state=self.state, move=move)


def label_of(series: str, number: int) -> str:
    """A001 … A999, A1000."""
    return f"{series}{number:03d}"
