"""What earlier programs wrote is read for ever: every kind of line, in every version and shape it ever had."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import orjson
import pytest

from queue_server.hall import commands as c
from queue_server.hall import facts as f
from queue_server.hall.fact_reading import data_of, own_fields
from queue_server.hall.hall import Hall
from queue_server.hall.instants import MINUTE
from queue_server.hall.learned import ToldFields
from queue_server.hall.reasons import PassedOver, Reason
from queue_server.journal import Journal, open_database, schema, store
from queue_server.journal.chain import check_chain, line_of
from queue_server.registers import MODULES
from queue_server.registers.office import Office
from queue_server.registers.tickets import tickets
from tests.hall.halls import KIOSK, at, clerk

from . import golden

# journal -> the hash of its last line, and what became of each number in it
TOLD: dict[str, tuple[str, dict[str, str]]] = {
    "01-first-day": (
        "d0b9299a25a2",
        {
            "12 A001": "carried_over", "12 A002": "carried_over", "12 A003": "referred", "12 A004": "done",
            "12 A005": "refused", "12 A006": "cancelled", "12 B001": "cancelled", "13 A001": "done",
        },
    ),
    "02-waits-told": ("eb2b5495d55a", {"13 A001": "refused", "13 A002": "done", "13 B001": "cancelled"}),
    "03-more-time": (
        "62431e2e2c90",
        {"14 A001": "refused", "14 A002": "done", "14 A003": "carried_over", "14 B001": "cancelled"},
    ),
    "04-appointments": ("6f2261bb4f35", {"15 A001": "done", "15 A002": "done", "15 B001": "carried_over"}),
    "05-whole-day": (
        "edbc9fb392ae",
        {
            "16 A001": "referred", "16 A002": "accepted", "16 A003": "done", "16 A004": "carried_over",
            "16 A005": "refused", "16 A006": "cancelled", "16 A007": "cancelled", "16 A008": "cancelled",
            "16 B001": "carried_over", "19 A001": "done",
        },
    ),
    "06-registers": ("9403c42cee82", {"12 A001": "done"}),
}  # fmt: skip


@pytest.fixture(params=golden.NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def hall(name: str) -> Hall:
    """As its lines make it."""
    hall = Hall("golden")
    for line in golden.read(name):
        MODULES.apply(hall, line.fact(MODULES.kinds))
    return hall


@pytest.fixture
def journal(name: str, tmp_path: Path) -> Iterator[Journal]:
    """Its lines in a database of today."""
    database = open_database(f"sqlite:///{tmp_path}/queue.sqlite")
    schema.upgrade(database.engine)
    first, *others = golden.read(name)
    database.write(lambda connection: store.found(connection, "hall", first))
    database.write(lambda connection: store.append(connection, others, []))
    journal = Journal(database, lambda: 0, MODULES)
    yield journal
    journal.close()


def test_a_line_that_was_written_is_never_changed(name: str) -> None:
    lines = golden.read(name)
    check_chain("golden", lines, lines[-1].seq, lines[-1].hash)
    assert lines[-1].hash.startswith(TOLD[name][0])


def test_a_journal_of_an_earlier_program_tells_the_same_today(name: str, journal: Journal) -> None:
    journal.rebuild("golden")
    rows = journal.database.read(lambda connection: connection.execute(tickets.select()).all())
    assert {f"{row.date[-2:]} {row.label}": row.outcome for row in rows} == TOLD[name][1]
    assert journal.ask("golden", lambda h, now: h.seq) == len(golden.read(name))


def test_an_office_is_read_as_it_was_written() -> None:
    office = MODULES.new("office", "golden")
    for name in golden.OFFICES:
        lines = golden.read(name)
        check_chain("golden", lines, lines[-1].seq, lines[-1].hash)
        for line in lines:
            MODULES.apply(office, line.fact(MODULES.kinds))
    assert isinstance(office, Office)
    assert office.name.zh == "万州区公安局民生办"


def test_a_hall_goes_on_from_a_journal_of_an_earlier_program(hall: Hall) -> None:
    assert hall.day is not None
    monday = hall.day.date + timedelta(days=7 - hall.day.date.weekday())
    now = at("09:30", monday)
    while MODULES.advance(hall, now):
        pass
    hall.do(c.SignIn("1"), clerk("zhang"), now)
    for number, case in enumerate(list(hall.carried.values())):
        now += MINUTE
        hall.do(c.IssueTicket(f"again-{number}", case.service, carried_from=case.ticket), KIOSK, now)
    hall.do(c.IssueTicket("new", "household"), KIOSK, now)
    while called := hall.do(c.CallNext("1"), clerk("zhang"), now):
        hall.do(c.StartServing("1"), clerk("zhang"), now)
        hall.do(c.Finish("1", "done"), clerk("zhang"), now)
        assert isinstance(called[0], f.TicketCalled)
    assert not hall.carried
    assert hall.tickets["new"].outcome == "done"


def test_a_line_of_the_present_shape_is_written_as_it_was(name: str) -> None:
    for line in golden.read(name):
        fact = line.fact(MODULES.kinds)
        if line.version == fact.version and orjson.loads(line.data).keys() == data_of(fact).keys():
            assert line_of(line.hall, line.seq, "", fact).data == line.data


def test_each_kind_has_a_line_of_every_version_and_of_its_present_shape() -> None:
    """Has a fact another shape? It needs its next version, a lift, and a journal that has it: see golden."""
    lines = [line for name in (*golden.NAMES, *golden.OFFICES) for line in golden.read(name)]
    versions = {(line.kind, line.version) for line in lines}
    shapes = {(line.kind, line.version, frozenset(orjson.loads(line.data))) for line in lines}
    for kind, fact in MODULES.kinds.items():
        assert {(kind, version) for version in range(1, fact.version + 1)} <= versions
        assert (kind, fact.version, frozenset(own_fields(fact))) in shapes


def test_what_stands_inside_a_field_has_the_shape_that_it_always_had() -> None:
    """Has a reason or a promise another shape? That is another version of its fact."""
    data = [(line.kind, orjson.loads(line.data)) for name in golden.NAMES for line in golden.read(name)]
    reasons = [of["reason"] for kind, of in data if kind == f.TicketCalled.kind]
    passed_over = [passed for reason in reasons for passed in reason["passed_over"]]
    told = [of["told"] for kind, of in data if kind == f.TicketIssued.kind and of.get("told")]
    for found, shape in ((reasons, Reason), (passed_over, PassedOver), (told, ToldFields)):
        assert found
        assert all(one.keys() == shape.__annotations__.keys() for one in found)
