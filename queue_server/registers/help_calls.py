"""Help calls (找人帮忙): somebody at a kiosk wants a person; open from the press until one of the staff goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, Column, Index, String, Table

from ..fields import Shape
from ..hall.commands import Actor, Command
from ..hall.facts import DayStarted, Fact
from ..hall.instants import to_datetime
from ..hall.state import HallState
from ..journal.tables import metadata
from ..refusals import Refusal, Words
from .register import Action, Entries, Register, State, UnknownEntry, forget_ended
from .register import Column as Shown

# facts


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpAsked(Fact):
    """Somebody at a kiosk wants a person. `place`: the device."""

    kind: ClassVar[str] = "help.asked"
    help: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpAnswered(Fact):
    """The one it is `by` goes there."""

    kind: ClassVar[str] = "help.answered"
    help: str


# refusals


class HelpOver(Refusal):
    """Somebody goes there already."""

    code = "help-over"
    status = 409
    words = Words("已有人去帮忙了", "Somebody is on the way already")


# state


@dataclass(slots=True, kw_only=True)
class HelpCall:
    id: str
    state: str = "open"  # open, answered
    place: str  # the device that asks
    asked_at: int
    answered_at: int | None = None
    answered_by: str | None = None


class HelpCalls(Entries[HelpCall]):
    def __init__(self) -> None:
        super().__init__(over=frozenset({"answered"}))

    def at(self, place: str) -> HelpCall | None:
        """The open call of a place."""
        return next((call for call in self if call.place == place), None)


# rules


@dataclass(frozen=True, slots=True)
class AskForHelp(Command):
    """A person at the actor's place wants a person. `help`: the fresh id."""

    help: str


@dataclass(frozen=True, slots=True)
class AnswerHelp(Command):
    help: str


def ask(state: HelpCalls, hall: HallState, command: AskForHelp, actor: Actor, now: int) -> Iterator[Fact]:
    """Each place has one call open at a time: pressing again, be it a hundred times, writes nothing."""
    if state.at(actor.name) is None:
        yield HelpAsked(at=now, by=str(actor), help=command.help, place=actor.name)


def answer(state: HelpCalls, hall: HallState, command: AnswerHelp, actor: Actor, now: int) -> Iterator[Fact]:
    """Raises UnknownEntry, HelpOver: the second of two who press together learns that somebody else goes."""
    call = state.by_id.get(command.help)
    if call is None:
        raise UnknownEntry(entry=command.help)
    if call.state != "open":
        raise HelpOver(help=command.help)
    yield HelpAnswered(at=now, by=str(actor), help=command.help)


# fold


def asked(state: HelpCalls, hall: HallState, fact: HelpAsked) -> None:
    state.add(HelpCall(id=fact.help, place=fact.place, asked_at=fact.at))


def answered(state: HelpCalls, hall: HallState, fact: HelpAnswered) -> None:
    call = state.by_id[fact.help]
    call.state, call.answered_at, call.answered_by = "answered", fact.at, fact.by


# storage and edge

help_calls = Table(
    "help_calls",
    metadata,
    Column("hall", String(64), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("state", String(12), nullable=False),
    Column("place", String(80), nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("answered_at", BigInteger),
    Column("answered_by", String(80)),
)
Index("help_calls_asked", help_calls.c.hall, help_calls.c.asked_at)


class OpenCall(Shape):
    """What everybody may see of one: a kiosk tells its person that somebody comes."""

    id: str
    place: str
    asked_at: datetime


def _open_calls(state: HelpCalls, now: int) -> list[OpenCall]:
    return [OpenCall(id=call.id, place=call.place, asked_at=to_datetime(call.asked_at)) for call in state]


REGISTER: Register[HelpCalls] = Register(
    name="help-calls",
    title=Words("找人帮忙", "Help calls"),
    facts=(HelpAsked, HelpAnswered),
    state=HelpCalls,
    decisions={AskForHelp: ask, AnswerHelp: answer},
    folds={HelpAsked: asked, HelpAnswered: answered, DayStarted: forget_ended},
    entry=HelpCall,
    entry_of=lambda fact: fact.help,
    table=help_calls,
    columns=(
        Shown("place", "label", Words("地点", "Where"), search=True),
        Shown("asked_at", "time", Words("呼叫时间", "Asked")),
        Shown("answered_at", "time", Words("应答时间", "Answered")),
        Shown("answered_by", "person", Words("前往的人", "Who went")),
    ),
    states=(
        State("open", Words("等人前往", "Waiting")),
        State("answered", Words("已有人去", "Answered"), open=False),
    ),
    dated="asked_at",
    power="serve",
    actions=(
        Action(
            name="ask", title=Words("请工作人员过来", "Call a person"), power="help",
            command=lambda fresh, body: AskForHelp(fresh),
            found=lambda state, actor: state.at(actor.name).id,
        ),
        Action(
            name="answer", title=Words("我去", "I am going"), power="serve", on=("open",),
            command=lambda entry, body: AnswerHelp(entry),
        ),
    ),
    shows={"kiosk": (list[OpenCall], _open_calls)},
)  # fmt: skip
