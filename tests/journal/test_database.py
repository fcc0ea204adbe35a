"""The database's file and threads."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from stat import S_IMODE

import gevent
import pytest
from gevent.monkey import get_original
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from queue_server.journal import open_database, sqlite
from queue_server.journal.prepared import Prepared
from queue_server.journal.schema import upgrade
from queue_server.journal.tables import halls

wait_in_thread = get_original("time", "sleep")


def test_the_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'queue.sqlite'}")
    database.write(lambda connection: connection.execute(text("CREATE TABLE t (a INTEGER)")))

    modes = {file.name: oct(S_IMODE(file.stat().st_mode)) for file in tmp_path.iterdir()}
    database.close()

    assert modes == dict.fromkeys(("queue.sqlite", "queue.sqlite-wal", "queue.sqlite-shm"), "0o600")


def test_work_that_fails_raises_at_its_caller_and_the_thread_goes_on(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'queue.sqlite'}")

    with pytest.raises(ZeroDivisionError):
        database.write(lambda connection: 1 // 0)

    assert database.write(lambda connection: connection.scalar(text("SELECT 7"))) == 7
    database.close()


def test_a_caller_who_gives_up_disturbs_nobody(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'queue.sqlite'}")

    def slowly(connection: Connection) -> int:
        wait_in_thread(0.1)
        return 1

    with gevent.Timeout(0.02, False):
        database.write(slowly)

    assert database.write(lambda connection: connection.scalar(text("SELECT 8"))) == 8
    database.close()


def test_a_database_that_another_holds_is_refused_with_an_error_that_everybody_knows(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'queue.sqlite'}")
    database.write(lambda connection: connection.execute(text("PRAGMA busy_timeout=0")))
    other = sqlite3.connect(tmp_path / "queue.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(OperationalError):
        database.write(lambda connection: None)

    other.close()
    database.close()


def test_prepared_rows_keep_every_letter_and_are_refused_like_all_others(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'queue.sqlite'}")
    upgrade(database.engine)
    statement = Prepared(lambda insert: insert(halls))
    rows = [{"hall": "h", "kind": "hall", "head": 2**62, "hash": "a\0b"}]
    database.write(lambda connection: statement.run(connection, rows))

    assert database.read(lambda connection: connection.execute(select(halls)).all()) == [("h", "hall", 2**62, "a\0b")]
    with pytest.raises(IntegrityError):
        database.write(lambda connection: statement.run(connection, rows))
    database.close()


def test_closing_leaves_a_study_that_goes_on_its_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "CLOSE_S", 0.05)
    database = open_database(f"sqlite:///{tmp_path / 'queue.sqlite'}")
    found: list[int] = []

    def slowly(connection: Connection) -> None:
        wait_in_thread(0.3)
        found.append(connection.scalar(text("SELECT 9")) or 0)

    studying = gevent.spawn(database.study, slowly)
    gevent.sleep(0.05)
    database.close()
    database.close()  # whoever opened it may close it after the journal has
    assert found == []

    studying.join(timeout=5)
    assert found == [9]
