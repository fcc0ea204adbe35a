"""The database's file and threads."""

from __future__ import annotations

from pathlib import Path
from stat import S_IMODE

import gevent
import pytest
from gevent.monkey import get_original
from sqlalchemy import Connection, text

from queue_server.journal import Database

wait_in_thread = get_original("time", "sleep")


def test_the_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'queue.sqlite'}")
    database.write(lambda connection: connection.execute(text("CREATE TABLE t (a INTEGER)")))

    modes = {file.name: oct(S_IMODE(file.stat().st_mode)) for file in tmp_path.iterdir()}
    database.close()

    assert modes == dict.fromkeys(("queue.sqlite", "queue.sqlite-wal", "queue.sqlite-shm"), "0o600")


def test_work_that_fails_raises_at_its_caller_and_the_thread_goes_on(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'queue.sqlite'}")

    with pytest.raises(ZeroDivisionError):
        database.write(lambda connection: 1 // 0)

    assert database.write(lambda connection: connection.scalar(text("SELECT 7"))) == 7
    database.close()


def test_a_caller_who_gives_up_disturbs_nobody(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'queue.sqlite'}")

    def slowly(connection: Connection) -> int:
        wait_in_thread(0.1)
        return 1

    with gevent.Timeout(0.02, False):
        database.write(slowly)

    assert database.write(lambda connection: connection.scalar(text("SELECT 8"))) == 8
    database.close()
