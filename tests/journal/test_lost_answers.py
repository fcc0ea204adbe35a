"""A commit whose answer was lost, where the journal lies on a server: nobody is told what is not known."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import gevent
import pytest
from gevent.event import Event
from sqlalchemy import Connection

from queue_server.hall import commands as c
from queue_server.journal import NotKnown, StorageFailed, store
from queue_server.journal.chain import Line
from queue_server.journal.database import ConnectionLost
from tests.hall.halls import KIOSK

from ..postgres import new_database
from .kept import HALL, KeptHall


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptHall]:
    hall = KeptHall(tmp_path / "queue.sqlite", url=new_database())
    yield hall
    hall.close()


class Away:
    """The server takes what is sent to it or not, and from then on cannot be reached until `back` is set."""

    def __init__(self, kept: KeptHall, monkeypatch: pytest.MonkeyPatch, *, commits: bool) -> None:
        self.back, self.asked = Event(), Event()
        turn, settle, read = kept.database.turn, kept.database.settle, kept.database.read

        def lost_turn(work: Callable[[Any], Any]) -> Any:
            if self.back.is_set():
                return turn(work)

            def not_committed(connection: Any) -> None:
                work(connection)
                raise ConnectionLost("before it came to the server")

            if commits:
                turn(work)
            else:
                with suppress(ConnectionLost):
                    turn(not_committed)
            raise NotKnown()

        def away(reach: Callable[..., Any]) -> Callable[..., Any]:
            def ask(*arguments: Any) -> Any:
                if self.back.is_set():
                    return reach(*arguments)
                self.asked.set()
                raise ConnectionLost("away")

            return ask

        monkeypatch.setattr(kept.database, "turn", lost_turn)
        monkeypatch.setattr(kept.database, "settle", away(settle))
        monkeypatch.setattr(kept.database, "read", away(read))


def issue(kept: KeptHall, ticket: str) -> gevent.Greenlet:
    return gevent.spawn(kept.do, c.IssueTicket(ticket, "household"), KIOSK, key=ticket)


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    with caplog.at_level(logging.CRITICAL, "queue_server"):
        yield


def test_a_number_that_is_kept_is_answered_once_the_server_can_be_asked(
    kept: KeptHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.issue()
    away = Away(kept, monkeypatch, commits=True)

    asking = issue(kept, "x1")
    assert away.asked.wait(5)
    gevent.sleep(0.05)
    assert not asking.ready()
    assert kept.journal.failing
    away.back.set()

    assert asking.get(timeout=5).facts[-1].label == "A002"
    assert kept.ask(lambda hall, now: hall.seq) == kept.head()
    assert not kept.journal.failing


def test_a_number_that_is_not_kept_is_refused_once_the_server_can_be_asked(
    kept: KeptHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.issue()
    head = kept.head()
    away = Away(kept, monkeypatch, commits=False)

    asking = issue(kept, "x1")
    assert away.asked.wait(5)
    away.back.set()

    with pytest.raises(StorageFailed):
        asking.get(timeout=5)
    assert kept.head() == head


def test_who_comes_meanwhile_is_refused_and_does_not_wait(kept: KeptHall, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.issue()
    away = Away(kept, monkeypatch, commits=True)
    first = issue(kept, "x1")
    assert away.asked.wait(5)

    with pytest.raises(StorageFailed):
        issue(kept, "x2").get(timeout=5)
    away.back.set()

    assert first.get(timeout=5).facts[-1].label == "A002"


def test_a_server_that_stops_leaves_who_waits_for_it_without_an_answer(
    kept: KeptHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.issue()
    away = Away(kept, monkeypatch, commits=True)
    asking = issue(kept, "x1")
    assert away.asked.wait(5)

    with gevent.Timeout(5):
        kept.journal.close()

    assert not asking.ready()
    asking.kill()


def test_a_commit_that_is_still_under_way_is_waited_for(kept: KeptHall) -> None:
    kept.issue()
    line = Line(HALL, kept.head() + 1, 0, "ticket.ended", 1, "", "{}", "a hash")
    held, go = threading.Event(), threading.Event()

    def under_way(connection: Connection) -> None:
        connection.exec_driver_sql("SELECT head FROM halls FOR UPDATE")
        held.set()
        go.wait()
        store.append(connection, [line], [])

    with ThreadPoolExecutor() as people:
        committing = people.submit(kept.database.write, under_way)
        held.wait()
        asking = people.submit(kept.database.write, lambda connection: store.is_kept(connection, line))
        with pytest.raises(TimeoutError):
            asking.result(timeout=0.1)
        go.set()
        committing.result(timeout=5)

        assert asking.result(timeout=5)
