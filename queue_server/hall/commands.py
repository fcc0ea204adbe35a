"""What can be asked of a hall: commands, imperative. Who asks is the `Actor` beside the command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date as Date
from typing import Literal

from .learned import Told
from .plan import Plan


@dataclass(frozen=True, slots=True)
class Actor:
    """Who sends a command. For staff and devices `name` is the account or device name."""

    kind: Literal["staff", "device", "citizen", "system"]
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}" if self.name else self.kind


SYSTEM = Actor("system")


@dataclass(frozen=True, slots=True)
class Command:
    """Base of all commands."""

    def holding(self, held: tuple[str, ...]) -> Command:
        """The command, told what the person whom it is for holds already, by ids; the most ask nothing of that."""
        return self


@dataclass(frozen=True, slots=True)
class Tick(Command):
    """Time passed: start or close the day if it is due."""


@dataclass(frozen=True, slots=True)
class PublishPlan(Command):
    """`expected`: the plan's number that the sender has changed; None replaces whatever is there."""

    plan: Plan
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class Remaining:
    """What a manager decided for one open ticket when closing the day."""

    label: str
    reason: str
    explanation: str
    on: Date
    slip: str | None = None  # the fresh id of its slip, when the day is closed with a printer
    chance: int = 0  # fresh and unguessable: what the code of its booking comes from


@dataclass(frozen=True, slots=True)
class CloseDay(Command):
    remaining: tuple[Remaining, ...]
    printer: str | None = None


@dataclass(frozen=True, slots=True)
class IssueTicket(Command):
    """`ticket`: the fresh unguessable id. `lane` None: by `age`, else ordinary. The two `may_` are the
    sender's powers: admitting after the last-ticket time or beyond a quota, approving a lane that needs approval.
    `told`: the wait of a newcomer of this service, by lane; forecast outside the rules, and kept beside what happens.
    `appointment`: whose holder has come; its persons and, where none is asked for, its lane. `held`: the numbers of
    today of the person whose id number was given; None when none was."""

    ticket: str
    service: str
    lane: str | None = None
    persons: int = 1
    age: int | None = None
    reason: str | None = None
    carried_from: str | None = None
    appointment: str | None = None
    printer: str | None = None
    slip: str | None = None  # the fresh id of its slip, when `printer` is given
    told: Mapping[str, Told] | None = None
    told_at: int | None = None  # the instant of the hall that `told` was worked out for; None: this one
    more_time: bool = False  # to come when called, as some lanes mean by themselves
    taken_at: int | None = None  # when it was written by hand; entered now, with the reason
    held: tuple[str, ...] | None = None
    may_admit: bool = False
    may_approve: bool = False

    def holding(self, held: tuple[str, ...]) -> Command:
        return replace(self, held=held)


@dataclass(frozen=True, slots=True)
class BookAppointment(Command):
    """`appointment`: the fresh id. `slot_at`: the beginning of one of the hall's times, microseconds. `held`: the
    bookings of whoever may hold one of a service at a time; None: as many as they like. `slip`: the fresh id of its
    slip, when `printer` is given. `chance`: fresh and unguessable, what its code comes from."""

    appointment: str
    service: str
    slot_at: int
    persons: int = 1
    held: tuple[str, ...] | None = None
    printer: str | None = None
    slip: str | None = None
    chance: int = 0

    def holding(self, held: tuple[str, ...]) -> Command:
        return replace(self, held=held)


@dataclass(frozen=True, slots=True)
class CancelAppointment(Command):
    appointment: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class CancelTicket(Command):
    ticket: str


@dataclass(frozen=True, slots=True)
class RejoinTicket(Command):
    ticket: str


@dataclass(frozen=True, slots=True)
class CancelLabel(Command):
    """As CancelTicket, at the desk: staff know a number by its label."""

    label: str


@dataclass(frozen=True, slots=True)
class RejoinLabel(Command):
    """As RejoinTicket, at the desk or the kiosk."""

    label: str


@dataclass(frozen=True, slots=True)
class RateTicket(Command):
    """`level`: 1 very dissatisfied … 5 very satisfied, the five of the national rule (好差评)."""

    ticket: str
    level: int


@dataclass(frozen=True, slots=True)
class CounterCommand(Command):
    counter: str


@dataclass(frozen=True, slots=True)
class SignIn(CounterCommand):
    role: Literal["A", "B"] = "A"


@dataclass(frozen=True, slots=True)
class SignOut(CounterCommand):
    override: bool = False  # a manager signs out somebody else


@dataclass(frozen=True, slots=True)
class Pause(CounterCommand):
    reason: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Resume(CounterCommand):
    pass


@dataclass(frozen=True, slots=True)
class CallNext(CounterCommand):
    pass


@dataclass(frozen=True, slots=True)
class CallLabel(CounterCommand):
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Press(CounterCommand):
    """A press about the citizen at the counter. `label`: the number the clerk had before them when pressing."""

    label: str | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class Recall(Press):
    pass


@dataclass(frozen=True, slots=True)
class StartServing(Press):
    pass


@dataclass(frozen=True, slots=True)
class NoShow(Press):
    pass


@dataclass(frozen=True, slots=True)
class Park(Press):
    reason: str


@dataclass(frozen=True, slots=True)
class Unpark(CounterCommand):
    label: str


@dataclass(frozen=True, slots=True)
class Transfer(Press):
    service: str
    to_counter: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Finish(Press):
    """`reason`: of a refusal; what somebody whose papers were accepted is told of time limit, way of collecting and
    fee. `slip`: the fresh id of an acceptance slip, when `printer` is given."""

    outcome: str
    reason: str | None = None
    to: str | None = None
    note: str | None = None
    printer: str | None = None
    slip: str | None = None


@dataclass(frozen=True, slots=True)
class RequestSlip(Command):
    """What is printed is what stands: an open number, an accepted or carried-over case, an appointment to come.
    `ticket`: the number's or the booking's id. `bare`: without the address."""

    ticket: str
    printer: str
    slip: str
    bare: bool = False


@dataclass(frozen=True, slots=True)
class RequestSlipOfLabel(Command):
    """Somebody who may not be its holder has lost the slip of an open number."""

    label: str
    printer: str
    slip: str


@dataclass(frozen=True, slots=True)
class TakeSlip(Command):
    slip: str


@dataclass(frozen=True, slots=True)
class ConfirmSlip(Command):
    slip: str


@dataclass(frozen=True, slots=True)
class FailSlip(Command):
    slip: str
    why: str
