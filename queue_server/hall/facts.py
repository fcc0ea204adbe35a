"""What can happen in a hall: facts, past tense, versioned. One fact is one line of the journal.

A fact holds plain JSON values only; instants and spans are ints of microseconds. No fact carries personal
data of citizens: names, phones and id numbers never reach the journal.

Lines are for ever. A fact whose fields change gets the next version, and a lift that makes of a line's data what they
would be today; tests/journal/golden holds lines of every version that was ever written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from .learned import ToldFields
from .reasons import Reason
from .slips import Form

Data = dict[str, Any]  # the own fields of a fact, as its line has them
Lifts = Mapping[int, Callable[[Data], Data]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`at`: when, microseconds; `by`: who, as "staff:zhang", "device:kiosk-1", "citizen", "system".

    `lifts` by version: from the data of that version to the data of the next; at the present version, from a shape
    that had the same number to the present one.
    """

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    lifts: ClassVar[Lifts] = {}
    timed: ClassVar[bool] = True  # its time orders the journal

    at: int
    by: str

    def holder(self) -> tuple[str, str] | None:
        """(id, date) of what it gives to a person, and the business day after which who that is can be erased."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPublished(Fact):
    kind: ClassVar[str] = "plan.published"
    timed: ClassVar[bool] = False  # a plan is a document, no event of the hall's day
    number: int
    plan: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayStarted(Fact):
    """A business day began. `sessions`: each [opens at, closes at]. `held_over`: open tickets of the day before, which
    stay as they are."""

    kind: ClassVar[str] = "day.started"
    date: str
    prepare_at: int
    sessions: list[list[int]]
    last_ticket_at: int
    held_over: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRescheduled(Fact):
    """A new plan changed today's hours."""

    kind: ClassVar[str] = "day.rescheduled"
    date: str
    prepare_at: int
    sessions: list[list[int]]
    last_ticket_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosed(Fact):
    """`how`: "by itself" after the last end, or "by manager"."""

    kind: ClassVar[str] = "day.closed"
    date: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingReached(Fact):
    """Closing time passed with these numbers (ids) still open; the hall goes on for them.

    Written before anything else that happens after closing time, so it is exact however late it is written.
    """

    kind: ClassVar[str] = "closing.reached"
    date: str
    closing_at: int
    waiting: list[str]
    serving: list[str]  # called or being served
    parked: list[str]
    missed: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketIssued(Fact):
    """`told`: what its holder was told of the wait."""

    kind: ClassVar[str] = "ticket.issued"
    version: ClassVar[int] = 3
    lifts: ClassVar[Lifts] = {
        1: lambda data: {"told": None} | data,
        2: lambda data: {"more_time": False, "appointment": None} | data,  # the first of version 2 had no more_time
        3: lambda data: {"taken_at": None} | data,
    }
    ticket: str
    label: str
    series: str
    number: int
    service: str
    lane: str
    persons: int
    counted_from: int
    date: str
    late: bool  # admitted after the last-ticket time
    reason: str | None  # of a late admission or of an approved lane
    approved_by: str | None
    carried_from: str | None
    told: ToldFields | None
    more_time: bool  # to come when called: a walking aid, bad hearing
    appointment: str | None  # whose holder has come
    taken_at: int | None  # when it was written by hand, when it was entered only at `at`

    def holder(self) -> tuple[str, str] | None:
        return self.ticket, self.date


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCalled(Fact):
    kind: ClassVar[str] = "ticket.called"
    ticket: str
    label: str
    counter: str
    clerk: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRecalled(Fact):
    kind: ClassVar[str] = "ticket.recalled"
    ticket: str
    label: str
    counter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketStarted(Fact):
    kind: ClassVar[str] = "ticket.started"
    ticket: str
    label: str
    counter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketMissed(Fact):
    kind: ClassVar[str] = "ticket.missed"
    ticket: str
    label: str
    counter: str
    misses: int


def _behind_nobody(data: Data) -> Data:
    """The first hour of version 1 moved the ticket's age instead: those who went first have long gone."""
    lifted: Data = {"behind": []} | data
    lifted.pop("counted_from", None)
    return lifted


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRejoined(Fact):
    """It waits again with its own age, but `behind` these tickets (ids), who go first whatever the claims."""

    kind: ClassVar[str] = "ticket.rejoined"
    lifts: ClassVar[Lifts] = {1: _behind_nobody}
    ticket: str
    label: str
    behind: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketParked(Fact):
    kind: ClassVar[str] = "ticket.parked"
    ticket: str
    label: str
    counter: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketUnparked(Fact):
    """A parked turn went back among the waiting, to its place, for its counter."""

    kind: ClassVar[str] = "ticket.unparked"
    ticket: str
    label: str
    counter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTransferred(Fact):
    kind: ClassVar[str] = "ticket.transferred"
    ticket: str
    label: str
    counter: str
    service: str
    to_counter: str | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketEnded(Fact):
    kind: ClassVar[str] = "ticket.ended"
    ticket: str
    label: str
    counter: str | None
    outcome: str
    reason: str | None = None
    to: str | None = None
    note: str | None = None
    explanation: str | None = None
    on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRated(Fact):
    kind: ClassVar[str] = "ticket.rated"
    ticket: str
    label: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentBooked(Fact):
    """`slot_at` None: a case carried over, whose ticket's id is the appointment's too."""

    kind: ClassVar[str] = "appointment.booked"
    appointment: str
    code: str
    service: str
    persons: int
    date: str
    slot_at: int | None

    def holder(self) -> tuple[str, str] | None:
        return self.appointment, self.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentCancelled(Fact):
    kind: ClassVar[str] = "appointment.cancelled"
    appointment: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentMissed(Fact):
    """Its day is over and nobody has checked in; of a case carried over, the last day on which it is kept."""

    kind: ClassVar[str] = "appointment.missed"
    appointment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterSignedIn(Fact):
    kind: ClassVar[str] = "counter.signed_in"
    counter: str
    clerk: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterSignedOut(Fact):
    kind: ClassVar[str] = "counter.signed_out"
    counter: str
    clerk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterPausedFact(Fact):
    kind: ClassVar[str] = "counter.paused"
    counter: str
    clerk: str
    reason: str
    back_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterResumed(Fact):
    kind: ClassVar[str] = "counter.resumed"
    counter: str
    clerk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipRequested(Fact):
    kind: ClassVar[str] = "slip.requested"
    lifts: ClassVar[Lifts] = {1: lambda data: {"form": "number", "bare": False} | data}
    slip: str
    ticket: str
    label: str
    printer: str
    copy: int  # 1 the first, 2 and more say "reprint"
    form: Form = "number"
    bare: bool = False  # without the address


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipTaken(Fact):
    kind: ClassVar[str] = "slip.taken"
    slip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPrinted(Fact):
    kind: ClassVar[str] = "slip.printed"
    slip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipFailed(Fact):
    kind: ClassVar[str] = "slip.failed"
    slip: str
    why: str
