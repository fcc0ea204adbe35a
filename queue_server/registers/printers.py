"""Printers (打印机台账): how each is, by its own word, and since when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from sqlalchemy import BigInteger, Column, Connection, String, Table, select

from ..hall.commands import Actor, Command
from ..hall.facts import DayStarted, Fact
from ..hall.state import HallState
from ..journal.tables import metadata
from ..refusals import Words
from .register import Column as Shown
from .register import Entries, Register, State

PrinterState = Literal[
    "well", "paper-low", "paper-out", "cover-open", "printer-fault", "printer-unreachable", "unknown"
]


# fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterReported(Fact):
    """A printer is not as it was."""

    kind: ClassVar[str] = "printer.reported"
    printer: str
    state: PrinterState


# state


@dataclass(slots=True, kw_only=True)
class Printer:
    id: str
    state: PrinterState
    since: int


class Printers(Entries[Printer]):
    """What each has said since the day began: it says again how it is; one that is gone says nothing."""

    def __init__(self) -> None:
        super().__init__(over=frozenset({"well"}))


# rule


@dataclass(frozen=True, slots=True)
class ReportPrinter(Command):
    """A printer says how it is, again and again."""

    printer: str
    state: PrinterState


def report(state: Printers, hall: HallState, command: ReportPrinter, actor: Actor, now: int) -> Iterator[Fact]:
    """What is new about it is a fact."""
    said = state.by_id.get(command.printer)
    if said is None or said.state != command.state:
        yield PrinterReported(at=now, by=str(actor), printer=command.printer, state=command.state)


# fold


def reported(state: Printers, hall: HallState, fact: PrinterReported) -> None:
    state.add(Printer(id=fact.printer, state=fact.state, since=fact.at))


def day_started(state: Printers, hall: HallState, fact: DayStarted) -> None:
    state.by_id.clear()


# storage and edge

printers = Table(
    "printers",
    metadata,
    Column("hall", String(64), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("state", String(24), nullable=False),
    Column("since", BigInteger, nullable=False),
)

REGISTER: Register[Printers] = Register(
    name="printers",
    title=Words("打印机", "Printers"),
    facts=(PrinterReported,),
    state=Printers,
    decisions={ReportPrinter: report},
    folds={PrinterReported: reported, DayStarted: day_started},
    entry=Printer,
    entry_of=lambda fact: fact.printer,
    table=printers,
    columns=(
        Shown("id", "label", Words("打印机", "Printer"), search=True),
        Shown("since", "time", Words("从什么时候起", "Since")),
    ),
    states=(
        State("well", Words("正常", "In order"), open=False),
        State("paper-low", Words("纸快用完", "Paper is low")),
        State("paper-out", Words("缺纸", "Out of paper")),
        State("cover-open", Words("机盖没关", "The cover is open")),
        State("printer-fault", Words("故障", "Fault")),
        State("printer-unreachable", Words("连不上", "Not reached")),
        State("unknown", Words("不知道", "Unknown")),
    ),
    dated="since",
    power="serve",
)


def last_said(connection: Connection) -> dict[tuple[str, str], Printer]:
    """(hall, printer) -> what it said last, be it days ago."""
    rows = connection.execute(select(printers))
    return {(row.hall, row.id): Printer(id=row.id, state=row.state, since=row.since) for row in rows}
