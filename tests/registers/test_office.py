"""An office owns a journal as a hall does, with registers and without a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest
from sqlalchemy import Column, MetaData, String, Table

from queue_server.hall.commands import Actor, CallNext, Command
from queue_server.hall.errors import UnknownHall
from queue_server.hall.facts import Fact
from queue_server.hall.hall import Hall
from queue_server.hall.owner import Owner
from queue_server.hall.plan import Name
from queue_server.journal import HallExists, Journal, open_database, schema, store
from queue_server.journal.errors import UnknownRegister
from queue_server.journal.modules import Module, Modules
from queue_server.journal.projection import Projector
from queue_server.registers import found_hall, found_office
from queue_server.registers.hall import HALL
from queue_server.registers.office import OFFICE, Office
from tests.hall.halls import MANAGER, at, plan_with
from tests.postgres import new_database

# a register that halls and offices keep, as small as one can be


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Fact):
    kind: ClassVar[str] = "note.made"
    note: str


@dataclass(frozen=True, slots=True)
class Note(Command):
    note: str


notes = Table(
    "notes_of_a_test", MetaData(),
    Column("hall", String, primary_key=True), Column("note", String, primary_key=True), Column("by", String),
)  # fmt: skip


def _rows(owner: Owner, fact: Fact) -> Iterator[dict[str, Any]]:
    if isinstance(fact, Noted):
        yield {"hall": owner.id, "note": fact.note, "by": fact.by}


NOTES: Module[list[str]] = Module(
    name="notes",
    owners=("hall", "office"),
    facts=(Noted,),
    state=list,
    decisions={Note: lambda state, owner, command, actor, now: [Noted(at=now, by=str(actor), note=command.note)]},
    folds={Noted: lambda state, owner, fact: state.append(fact.note)},
    tables=(Projector(notes, _rows),),
    entry_of=lambda fact: fact.note,
)
WITH_NOTES = Modules((HALL, OFFICE, NOTES), owners={"hall": Hall, "office": Office})
WANZHOU = Name(zh="万州区公安局民生办", en="Wanzhou district office")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return new_database() if request.param == "postgresql" else f"sqlite:///{tmp_path}/queue.sqlite"


def opened(url: str, folder: Path) -> Journal:
    database = open_database(url, folder)
    schema.upgrade(database.engine)
    notes.metadata.create_all(database.engine)
    return Journal(database, lambda: at("09:00"), WITH_NOTES)


@pytest.fixture
def journal(url: str, tmp_path: Path) -> Iterator[Journal]:
    """Of a hall and an office."""
    journal = opened(url, tmp_path)
    found_hall(journal, plan_with())
    found_office(journal, "wanzhou", WANZHOU)
    yield journal
    journal.close()


def noted(journal: Journal, owner: str, kind: str) -> list[str]:
    return journal.ask_owner(owner, kind, lambda found, now: list(NOTES.of(found)))


def test_an_office_keeps_a_register_in_a_journal_of_its_own(journal: Journal, url: str, tmp_path: Path) -> None:
    journal.command("wanzhou", Note("first"), MANAGER, kind="office")
    journal.command("h", Note("of the hall"), MANAGER)
    journal.command("wanzhou", Note("second"), MANAGER, kind="office")

    assert (noted(journal, "wanzhou", "office"), noted(journal, "h", "hall")) == (["first", "second"], ["of the hall"])
    assert (journal.hall_ids(), journal.office_ids()) == (["h"], ["wanzhou"])
    assert [line.kind for line in journal.lines("wanzhou")[1]] == ["office.founded", "note.made", "note.made"]


def test_it_is_the_same_after_a_restart_and_its_chain_holds(journal: Journal, url: str, tmp_path: Path) -> None:
    journal.command("wanzhou", Note("first"), MANAGER, kind="office")
    again = opened(url, tmp_path)

    def told(office: Any, now: int) -> tuple[Name, int]:
        return office.name, office.seq

    assert again.ask_owner("wanzhou", "office", told) == (WANZHOU, 2)
    assert again.verify("wanzhou") == 2
    again.close()


def test_its_ledgers_are_rebuilt_from_its_journal(journal: Journal) -> None:
    journal.command("wanzhou", Note("first"), MANAGER, kind="office")

    def kept(connection: Any) -> tuple[list[Any], list[int]]:
        rows = connection.execute(notes.select().where(notes.c.hall == "wanzhou")).all()
        return rows, [line.seq for line in store.lines_of_entry(connection, "wanzhou", "notes", "first")]

    before = journal.database.read(kept)
    journal.database.write(
        lambda connection: (connection.execute(notes.delete()), store.clear_entry_lines(connection, "wanzhou"))
    )
    journal.rebuild("wanzhou")
    assert journal.database.read(kept) == before == ([("wanzhou", "first", "staff:manager")], [2])


def test_an_office_has_no_day_and_is_no_hall(journal: Journal) -> None:
    journal.tick("h")
    with pytest.raises(UnknownHall):
        journal.ask("wanzhou", lambda hall, now: hall.plan)
    with pytest.raises(UnknownHall):
        journal.command("wanzhou", CallNext("1"), MANAGER)
    with pytest.raises(UnknownRegister):
        journal.command("wanzhou", CallNext("1"), MANAGER, kind="office")
    with pytest.raises(UnknownHall):
        journal.command("h", Note("x"), Actor("system"), kind="office")
    assert journal.head("wanzhou") == 1


def test_halls_and_offices_share_one_set_of_names(journal: Journal) -> None:
    with pytest.raises(HallExists):
        found_office(journal, "h", WANZHOU)
