"""A hall moves from one database to another, and both are proven equal."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text

from queue_server.access import Accounts
from queue_server.commands import migrate as moving
from queue_server.commands.migrate import CannotMigrate, NotEqual, migrate
from queue_server.hall import commands as c
from queue_server.journal import ChainBroken, JournalInUse, WriterLock, open_database
from queue_server.journal.persons import Person
from tests.hall.halls import KIOSK, MONDAY
from tests.journal.kept import HALL, KeptHall

from .postgres import new_database
from .serving import Server


@pytest.fixture
def worked(tmp_path: Path) -> KeptHall:
    """A hall on SQLite, closed, that has worked for a day and an hour."""
    kept = KeptHall(tmp_path / "queue.sqlite")
    kept.sign_in("1")
    for n in range(8):
        kept.do(
            c.IssueTicket(f"x{n}", "household"),
            KIOSK,
            key=f"k{n}",
            person=Person(id_hash=f"{n}" * 64, phone="13800001234", name="王五"),
        )
    kept.serve("1")
    kept.wait(8.5)
    kept.finish("1", "done")
    kept.at("17:31")
    kept.at("09:00", MONDAY + timedelta(days=1))
    kept.issue(persons=3)
    Accounts(kept.database).add("zhang", "张伟", "clerk", HALL, "correct horse")
    kept.close()
    return kept


@pytest.fixture
def target() -> str:
    return new_database()


def test_a_hall_goes_to_postgresql_and_back_and_is_the_same(worked: KeptHall, target: str, tmp_path: Path) -> None:
    worked.open()
    before, registers, head = worked.state(), worked.registers(), worked.head()
    worked.close()

    there = migrate(worked.url, target)
    assert there.lines == {HALL: head}
    back = f"sqlite:///{tmp_path / 'back.sqlite'}"
    assert migrate(target, back) == there

    for url in (target, back):
        worked.url = url
        worked.open()
        assert worked.registers() == registers
        assert worked.state() == before
        assert worked.issue()  # and the hall goes on
        assert worked.journal.verify(HALL) == worked.head() > head
        worked.close()


def test_a_database_that_is_not_empty_is_left_alone(worked: KeptHall, target: str) -> None:
    migrate(worked.url, target)
    with pytest.raises(CannotMigrate, match=r"is not empty: there are rows in .*halls"):
        migrate(worked.url, target)


def test_a_journal_that_does_not_hold_goes_nowhere(worked: KeptHall, target: str) -> None:
    worked.open()
    worked.sql("UPDATE journal SET at = at + 1 WHERE seq = 5")
    worked.close()
    with pytest.raises(ChainBroken, match="line 5"):
        migrate(worked.url, target)
    assert open_database(target).read(lambda c: c.execute(text("SELECT count(*) FROM halls")).scalar_one()) == 0


@pytest.mark.parametrize(
    "spoil", ["UPDATE tickets SET persons = persons + 1", "DELETE FROM turns", "DELETE FROM persons"]
)
def test_a_copy_that_is_not_equal_is_not_kept(
    worked: KeptHall, target: str, monkeypatch: pytest.MonkeyPatch, spoil: str
) -> None:
    prove = moving._prove

    def spoilt(before: Connection, after: Connection, lines: dict[str, int]) -> None:
        after.execute(text(spoil))
        prove(before, after, lines)

    monkeypatch.setattr(moving, "_prove", spoilt)
    with pytest.raises(NotEqual, match="not the same"):
        migrate(worked.url, target)
    monkeypatch.undo()
    migrate(worked.url, target)  # nothing was left in the way


@pytest.mark.parametrize("stays", [True, False], ids=["and stays", "and goes again"])
def test_a_server_that_starts_on_the_old_database_meanwhile_is_noticed(
    worked: KeptHall, target: str, tmp_path: Path, stays: bool
) -> None:
    migrate(worked.url, target)
    worked.url = target
    started = False

    def give_a_number(table: str, done: int, of: int) -> None:
        nonlocal started
        if not started:
            started = True
            worked.open()
            worked.issue()
            if not stays:
                worked.close()

    new = f"sqlite:///{tmp_path / 'new.sqlite'}"
    with pytest.raises(CannotMigrate, match="a server is running" if stays else "written to meanwhile"):
        migrate(target, new, give_a_number)

    assert open_database(new).read(lambda c: c.execute(text("SELECT count(*) FROM journal")).scalar_one()) == 0


def test_while_a_server_runs_on_either_nothing_is_moved(worked: KeptHall, target: str) -> None:
    lock = WriterLock(worked.file)
    with pytest.raises(JournalInUse):
        migrate(worked.url, target)
    lock.release()

    serving = create_engine(target, connect_args={"application_name": "queue-server"}).connect()
    with pytest.raises(CannotMigrate, match="a server is running"):
        migrate(worked.url, target)
    serving.close()
    serving.engine.dispose()
    migrate(worked.url, target)


def test_the_command_says_what_it_did_and_what_to_do_next(worked: KeptHall, target: str, tmp_path: Path) -> None:
    operator = Server(tmp_path / "var")
    done = operator.run("migrate-database", worked.url, target)
    assert f"{HALL}: " in done.stdout
    assert "equal in both" in done.stdout
    assert "QUEUE_DATABASE_URL" in done.stdout
    again = operator.run("migrate-database", worked.url, target, check=False)
    assert again.returncode == 1
    assert "is not empty" in again.stderr
    wrong = operator.run("migrate-database", worked.url, "mysql://somewhere/db", check=False)
    assert wrong.returncode == 1
    assert "QUEUE_DATABASE_URL" in wrong.stderr
    assert "Traceback" not in again.stderr + wrong.stderr
