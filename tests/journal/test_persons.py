"""Who is behind a number is kept beside the journal: in the same commit, for the day alone, and nowhere else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import gevent
import pytest
from sqlalchemy import select

from queue_server.hall import commands as c
from queue_server.hall.errors import AlreadyBooked, AlreadyHolding, HallError
from queue_server.journal import StorageFailed, persons
from queue_server.journal.persons import Person
from tests.hall.halls import CITIZEN, KIOSK, MANAGER, MONDAY, at, plan_with
from tests.hall.test_appointments import BOOKABLE

from .kept import KeptHall, together

TUESDAY = MONDAY + timedelta(days=1)
ANN = Person(id_hash="ann", known_as=("ann",))
BOB = Person(phone="13800001234", name="王五")


@pytest.fixture
def kept(tmp_path: Path) -> Any:
    hall = KeptHall(tmp_path / "queue.sqlite", plan_with(limits={"one_per_person": True}, appointments=BOOKABLE))
    yield hall
    hall.close()


def issue(kept: KeptHall, name: str, person: Person | None = ANN, **more: Any) -> str:
    return kept.do(c.IssueTicket(name, "household"), KIOSK, person=person, **more).facts[0].label  # type: ignore[attr-defined,no-any-return]


def book(kept: KeptHall, name: str, clock: str, person: Person = BOB) -> None:
    kept.do(c.BookAppointment(name, "household", at(clock, kept.today)), MANAGER, person=person)


def rows(kept: KeptHall) -> list[tuple[Any, ...]]:
    query = select(persons.persons).order_by(persons.persons.c.of)
    return kept.database.read(lambda connection: [tuple(row) for row in connection.execute(query)])


def test_the_person_is_kept_for_the_day_of_the_number_and_the_journal_knows_nothing_of_it(kept: KeptHall) -> None:
    issue(kept, "t1")
    book(kept, "a1", "10:00")

    assert rows(kept) == [
        ("h", "a1", "2026-10-12", None, "13800001234", "王五"), ("h", "t1", "2026-10-12", "ann", None, None),
    ]  # fmt: skip
    written = str(kept.journal.lines("h")[1])
    assert not any(word in written for word in ("ann", "138", "王五"))


def test_two_kiosks_that_serve_one_person_at_once_give_one_number(kept: KeptHall) -> None:
    answers = together(*(lambda n=n: issue(kept, f"t{n}") for n in range(8)))

    assert sorted(map(str, answers))[0] == "A001"
    assert sum(isinstance(answer, AlreadyHolding) for answer in answers) == 7


@pytest.mark.parametrize("from_the_first_line", [False, True])
def test_a_restart_forgets_nobody(kept: KeptHall, from_the_first_line: bool) -> None:
    issue(kept, "t1")
    kept.restart(from_the_first_line)

    with pytest.raises(AlreadyHolding):
        issue(kept, "t2")


def test_the_next_day_erases_what_was_kept_for_the_day_before(kept: KeptHall) -> None:
    issue(kept, "t1")
    kept.do(c.BookAppointment("a1", "household", at("10:00", TUESDAY)), MANAGER, person=BOB)
    kept.at("09:00", TUESDAY)

    assert [row[1] for row in rows(kept)] == ["a1", "t1"]
    with pytest.raises(AlreadyHolding):
        issue(kept, "t2")  # A001 still waits
    kept.cancel("t1")
    assert issue(kept, "t3") == "A001"
    kept.cancel("t3")
    kept.at("09:00", TUESDAY + timedelta(days=1))
    assert rows(kept) == []


def test_what_was_erased_is_in_no_file(kept: KeptHall) -> None:
    book(kept, "a1", "10:00")
    assert any(b"13800001234" in path.read_bytes() for path in kept.file.parent.glob("queue.sqlite*") if path.is_file())

    kept.at("09:00", TUESDAY)
    gevent.sleep(0.1)  # the log begins anew beside the work

    assert not any(
        b"13800001234" in path.read_bytes() for path in kept.file.parent.glob("queue.sqlite*") if path.is_file()
    )


def test_two_who_book_by_one_phone_at_once_get_one_time(kept: KeptHall) -> None:
    bob = Person(phone="13800001234", known_as=("13800001234",))
    command = [c.BookAppointment(f"a{n}", "household", at("10:00")) for n in range(4)]
    answers = together(*(lambda one=one: kept.do(one, CITIZEN, person=bob) for one in command))

    assert sum(isinstance(answer, AlreadyBooked) for answer in answers) == 3


def test_a_number_that_was_refused_or_not_kept_is_held_by_nobody(
    kept: KeptHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(HallError):
        kept.do(c.IssueTicket("t1", "nothing"), KIOSK, person=ANN)
    with monkeypatch.context() as patch:
        patch.setattr(persons, "keep", lambda *_: 1 / 0)
        with pytest.raises(StorageFailed):
            issue(kept, "t2")

    assert rows(kept) == []
    assert issue(kept, "t3") == "A001"


def test_a_press_that_is_sent_again_keeps_nothing_twice(kept: KeptHall) -> None:
    for _ in range(2):
        kept.do(c.IssueTicket("t1", "household"), KIOSK, person=ANN, key="k", fingerprint="f")

    assert len(rows(kept)) == 1


def test_rebuilding_the_registers_leaves_people_alone(kept: KeptHall) -> None:
    issue(kept, "t1")
    book(kept, "a1", "10:00")
    before = rows(kept)

    kept.journal.rebuild("h")

    assert rows(kept) == before


def test_an_appointment_is_found_by_the_end_of_its_phone_number(kept: KeptHall) -> None:
    book(kept, "a1", "10:00")
    book(kept, "a2", "10:30", Person(phone="13900001234"))
    kept.do(c.BookAppointment("a3", "household", at("10:00", TUESDAY)), MANAGER, person=BOB)

    def found(ending: str) -> list[str]:
        return kept.database.read(lambda connection: sorted(persons.with_phone(connection, "h", ending)))

    assert found("1234") == ["a1", "a2", "a3"]
    assert found("13800001234") == ["a1", "a3"]
    assert found("123") == []
