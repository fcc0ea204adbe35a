"""SQLite's files deleted, moved or replaced under the server: nobody is told of what no start would find."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from queue_server.hall import commands as c
from queue_server.journal import DatabaseMoved, StorageFailed, open_database
from tests.hall.halls import KIOSK

from .kept import HALL, KeptHall


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptHall]:
    hall = KeptHall(tmp_path / "queue.sqlite")
    hall.issue()
    yield hall
    hall.close()


def log_of(kept: KeptHall) -> Path:
    return kept.file.with_name(kept.file.name + "-wal")


def refuses(kept: KeptHall) -> bool:
    with pytest.raises(StorageFailed) as refused:
        kept.do(c.IssueTicket("lost", "household"), KIOSK)
    return refused.value.data["why"] == "DatabaseMoved"


@pytest.mark.parametrize("which", ["the database", "its log"])
def test_a_press_after_a_file_was_deleted_is_refused(kept: KeptHall, which: str) -> None:
    (kept.file if which == "the database" else log_of(kept)).unlink()

    assert refuses(kept)
    assert refuses(kept)
    assert kept.database.moved


def test_nothing_is_made_in_the_place_of_a_file_that_is_gone(kept: KeptHall) -> None:
    kept.file.unlink()

    assert refuses(kept)
    assert not kept.file.exists()


@pytest.mark.parametrize("which", ["the database", "its log"])
def test_a_copy_in_the_place_of_a_file_is_another_file(kept: KeptHall, which: str) -> None:
    file = kept.file if which == "the database" else log_of(kept)
    copy = file.with_name("copy")
    shutil.copy(file, copy)
    copy.replace(file)

    assert refuses(kept)


def test_once_the_same_file_is_back_the_hall_goes_on_and_what_was_refused_is_not_in_it(kept: KeptHall) -> None:
    head = kept.head()
    aside = kept.file.rename(kept.file.with_name("aside"))
    assert refuses(kept)
    aside.rename(kept.file)

    assert kept.head() == head
    assert not kept.database.moved
    kept.issue()
    kept.restart()
    assert kept.journal.verify(HALL) == kept.head() > head


def test_a_file_that_is_gone_before_the_first_commit_is_not_made_anew(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'queue.sqlite'}")
    (tmp_path / "queue.sqlite").unlink()

    with pytest.raises(DatabaseMoved):
        database.write(lambda connection: None)
    with pytest.raises(DatabaseMoved):
        database.read(lambda connection: None)
    assert not (tmp_path / "queue.sqlite").exists()
    database.close()


def test_a_log_that_sqlite_itself_begins_anew_is_no_other_file(kept: KeptHall) -> None:
    kept.database.tidy()
    kept.issue()
    with kept.no_commits(), pytest.raises(StorageFailed):  # whose connection is closed
        kept.do(c.IssueTicket("refused", "household"), KIOSK)
    kept.issue()

    assert not kept.database.moved
