"""Several workers on one PostgreSQL: one total order for each hall, whichever of them is asked."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any

import gevent
import psycopg
import pytest
from sqlalchemy.engine import make_url

from queue_server.hall import commands as c
from queue_server.hall.errors import AlreadyHolding, CounterTaken
from queue_server.hall.facts import Fact, TicketIssued
from queue_server.journal import Journal, StorageFailed, journal, open_database
from queue_server.journal.database import ConnectionLost
from queue_server.journal.journal import UNTRUE_S
from queue_server.journal.persons import Person
from queue_server.registers import MODULES, found_hall
from tests.hall.halls import KIOSK, clerk, plan_with

from ..postgres import new_database, run_sql
from .kept import HALL, KeptHall

ZHANG = Person(id_hash="z" * 64, known_as=("z" * 64,))


class Worker:
    """A worker's journal on the database of `first`, whose clock it shares."""

    def __init__(self, first: KeptHall, url: str = "") -> None:
        self.journal = Journal(open_database(url or first.url), lambda: first.now, MODULES)

    def issue(self, ticket: str, person: Person | None = None, **more: Any) -> Any:
        """A number for somebody; the hall gives nobody two."""
        more["person"] = person or Person(id_hash=ticket, known_as=(ticket,))
        return self.journal.command(
            HALL, c.IssueTicket(ticket, "household"), KIOSK,
            answer=lambda hall, facts, now: {"label": hall.tickets[ticket].label}, **more,
        )  # fmt: skip

    def state(self) -> Any:
        return self.journal.ask(HALL, lambda h, now: (h.seq, h.issued_today, sorted(h.by_label)))


@pytest.fixture
def one() -> Iterator[KeptHall]:
    with TemporaryDirectory() as folder:
        kept = KeptHall(Path(folder) / "none", plan_with(limits={"one_per_person": True}), url=new_database())
        yield kept
        kept.close()


@pytest.fixture
def other(one: KeptHall) -> Iterator[Worker]:
    worker = Worker(one)
    yield worker
    worker.journal.close()


@pytest.fixture
def third(one: KeptHall) -> Iterator[Worker]:
    worker = Worker(one)
    yield worker
    worker.journal.close()


# one order


def test_numbers_follow_each_other_whichever_worker_gives_them(one: KeptHall, other: Worker, third: Worker) -> None:
    labels = [worker.issue(f"x{n}").body["label"] for n, worker in enumerate([other, third, other, third, third])]
    assert labels == ["A001", "A002", "A003", "A004", "A005"]
    assert one.journal.verify(HALL) == one.head()


def test_a_question_is_answered_from_what_all_of_them_recorded(other: Worker, third: Worker) -> None:
    assert other.state()[1] == 0
    third.issue("x1")
    assert other.state()[1:] == (1, ["A001"])
    assert other.state() == third.state()


def test_a_command_is_decided_on_what_another_worker_recorded(other: Worker, third: Worker) -> None:
    other.journal.command(HALL, c.SignIn("1"), clerk("zhang"))
    with pytest.raises(CounterTaken):
        third.journal.command(HALL, c.SignIn("1"), clerk("li"))


def test_a_command_sent_again_to_another_worker_is_answered_the_same(other: Worker, third: Worker) -> None:
    third.state()
    first = other.issue("x1", key="k", fingerprint="f")
    again = third.issue("x2", key="k", fingerprint="f")
    assert (again.body, again.replayed) == (first.body, True)
    assert third.state()[1] == 1


def test_who_holds_a_number_from_one_worker_gets_no_second_one_from_another(other: Worker, third: Worker) -> None:
    third.state()
    other.issue("x1", person=ZHANG)
    with pytest.raises(AlreadyHolding):
        third.issue("x2", person=ZHANG)


def test_a_day_that_one_worker_starts_is_the_day_of_all(one: KeptHall, other: Worker, third: Worker) -> None:
    other.journal.tick(HALL)
    lines = one.head()
    third.journal.tick(HALL)
    assert one.head() == lines


def test_those_who_listen_at_one_worker_hear_what_another_recorded(other: Worker, third: Worker) -> None:
    third.state()
    heard: list[Fact] = []
    third.journal.listeners.append(lambda hall, facts: heard.extend(facts))
    other.issue("x1")
    other.issue("x2")
    third.state()
    third.state()
    assert [fact.label for fact in heard if isinstance(fact, TicketIssued)] == ["A001", "A002"]


def test_a_commit_is_announced_with_how_far_the_journal_goes(one: KeptHall, other: Worker) -> None:
    told: list[tuple[str, int]] = []
    other.journal.announce = lambda hall, seq: told.append((hall, seq))
    other.issue("x1")
    other.state()
    assert told == [(HALL, one.head())] == list(other.journal.heads().items())


def test_halls_do_not_wait_for_each_other(one: KeptHall, other: Worker) -> None:
    found_hall(one.journal, plan_with(hall="elsewhere"))
    other.state()
    at = make_url(one.url)
    with psycopg.connect(host=at.host, port=at.port, user=at.username, dbname=at.database) as somebody:
        somebody.execute("SELECT head FROM halls WHERE hall = 'elsewhere' FOR UPDATE")
        assert other.issue("x1").body["label"] == "A001"  # while a turn of the other hall is under way
        assert other.journal.ask("elsewhere", lambda h, now: h.issued_today) == 0  # and who looks waits for nobody


def test_a_journal_that_was_put_back_to_an_earlier_line_is_read_anew(one: KeptHall, other: Worker) -> None:
    other.issue("x1")
    # given a database restored from before the second number
    head = one.head()
    hash_ = one.journal.lines(HALL)[1][-1].hash
    other.issue("x2")
    one.sql("DELETE FROM journal WHERE seq > ?", head)
    one.sql("UPDATE halls SET head = ?, hash = ?", head, hash_)
    assert other.state()[1:] == (1, ["A001"])


# the wire


class Wire:
    """Stands between a worker and PostgreSQL: counts round trips, and cuts the wire when it is told to.

    `cut_after`: the wire is cut once this word went to the server; with `unheard` the server gets it, and only its
    answer is lost.
    """

    def __init__(self, server: int) -> None:
        self.trips = 0
        self.cut_after, self.unheard = b"", False
        self._server = ("127.0.0.1", server)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._take, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _take(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(client,), daemon=True).start()

    def _join(self, client: socket.socket) -> None:
        server = socket.create_connection(self._server)
        state = {"asked": False}
        threading.Thread(target=self._back, args=(server, client, state), daemon=True).start()
        while data := _received(client):
            if not state["asked"]:
                self.trips += 1
                state["asked"] = True
            if self.cut_after and self.cut_after in data:
                self.cut_after = b""
                client.shutdown(socket.SHUT_RDWR)
                if self.unheard:
                    server.sendall(data)
                    sleep(0.2)  # until it is done
                server.shutdown(socket.SHUT_RDWR)
                return
            server.sendall(data)
        server.close()

    def _back(self, server: socket.socket, client: socket.socket, state: dict[str, bool]) -> None:
        while data := _received(server):
            state["asked"] = False
            try:
                client.sendall(data)
            except OSError:
                return
        client.close()


def _received(end: socket.socket) -> bytes:
    try:
        return end.recv(1 << 16)
    except OSError:
        return b""


@pytest.fixture
def wire(one: KeptHall) -> Iterator[Wire]:
    wire = Wire(make_url(one.url).port or 0)
    yield wire
    wire.close()


@pytest.fixture
def wired(one: KeptHall, wire: Wire) -> Iterator[Worker]:
    worker = Worker(one, make_url(one.url).set(port=wire.port).render_as_string(hide_password=False))
    yield worker
    worker.journal.close()


def test_a_command_costs_two_round_trips_and_a_question_one(wired: Worker, wire: Wire) -> None:
    for n in range(10):  # until every statement is prepared, and the connection is there
        wired.issue(f"w{n}", key=f"w{n}")
    wired.state()
    before = wire.trips
    wired.issue("x1", key="k1")
    assert wire.trips - before == 2
    before = wire.trips
    wired.state()
    assert wire.trips - before == 1


def test_a_wire_cut_before_the_decision_costs_nobody_anything(wired: Worker, wire: Wire) -> None:
    wired.issue("x1")
    wire.cut_after = b"FOR UPDATE"
    assert wired.issue("x2").body["label"] == "A002"


def test_a_commit_whose_answer_was_lost_has_taken_place_and_is_answered(
    one: KeptHall, wired: Worker, wire: Wire
) -> None:
    wired.issue("x1")
    wire.cut_after, wire.unheard = b"COMMIT", True
    assert wired.issue("x2").body["label"] == "A002"
    assert one.ask(lambda h, now: h.issued_today) == 2
    assert wired.issue("x3").body["label"] == "A003"


def test_a_commit_that_never_came_to_the_server_is_refused_and_may_be_sent_again(
    one: KeptHall, wired: Worker, wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    wired.issue("x1")
    wire.cut_after = b"COMMIT"
    with caplog.at_level(logging.CRITICAL, "queue_server"), pytest.raises(StorageFailed):
        wired.issue("x2", key="k", fingerprint="f")
    assert one.ask(lambda h, now: h.issued_today) == 1
    answer = wired.issue("x2", key="k", fingerprint="f")
    assert (answer.body["label"], answer.replayed) == ("A002", False)


def test_a_server_that_was_restarted_is_found_again(one: KeptHall, other: Worker) -> None:
    other.issue("x1")
    run_sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{make_url(one.url).database}'")
    assert other.issue("x2").body["label"] == "A002"
    assert other.state()[1] == 2


def test_who_asks_for_halls_that_nobody_has_while_the_server_is_away_leaves_nothing_behind(
    other: Worker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(work: Any) -> Any:
        raise ConnectionLost("away")

    other.issue("x1")
    with caplog.at_level(logging.CRITICAL, "queue_server"), monkeypatch.context() as meanwhile:
        meanwhile.setattr(other.journal.database, "read", away)
        for n in range(20):
            with pytest.raises(StorageFailed):
                other.journal.ask(f"nobody{n}", lambda h, now: h.seq)
    assert not other.journal.failing
    assert list(other.journal._desks) == [HALL]


# what is said of a hall


def test_untrue_news_of_a_hall_cost_a_look_now_and_then(one: KeptHall, other: Worker) -> None:
    other.issue("x")
    looks: list[str] = []
    ask = one.journal.ask
    one.ask(lambda h, now: None)
    one.journal.ask = lambda hall, question: looks.append(hall) or ask(hall, question)  # type: ignore[method-assign,func-returns-value]
    until = monotonic() + 1
    while monotonic() < until:
        one.journal.reached(HALL, 1 << 60)
        gevent.sleep(0.001)
    assert 1 <= len(looks) <= 1 / UNTRUE_S + 1


# registers


def test_registers_are_written_anew_while_nobody_else_writes_in_the_hall(
    one: KeptHall, other: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def issue() -> None:
        worker = Worker(one)
        worker.issue("late")
        worker.journal.close()

    def clear(*more: Any) -> None:
        clear_them(*more)
        late.start()
        late.join(0.5)
        waiting.append(late.is_alive())

    late, waiting = threading.Thread(target=issue), list[bool]()
    clear_them = journal.clear
    monkeypatch.setattr(journal, "clear", clear)
    other.issue("early")
    one.journal.rebuild(HALL)
    late.join()
    assert waiting == [True]
    assert len(one.register("tickets")) == 2
