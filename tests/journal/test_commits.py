"""Commands share commits; nothing is told before it is kept; what fails is refused whole and folded again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import gevent
import pytest
from gevent.event import Event

from queue_server.hall import commands as c
from queue_server.hall.errors import CounterTaken, HallClosed, UnknownService
from queue_server.hall.facts import Fact, TicketIssued
from queue_server.hall.fold import tickets as fold
from queue_server.hall.hall import Hall
from queue_server.journal import ChainBroken, StorageFailed
from queue_server.journal.desk import BATCH
from tests.hall.halls import KIOSK, MANAGER, clerk

from .kept import HALL, KeptHall, together


def issue(kept: KeptHall, ticket: str, **more: Any) -> Callable[[], Any]:
    command = c.IssueTicket(ticket, "household")
    return lambda: kept.do(
        command, KIOSK, answer=lambda h, facts, now: {"label": h.tickets[ticket].label}, **more
    ).body["label"]  # fmt: skip


class HeldCommits:
    """Lets a test hold commits back, and look while nothing is kept yet."""

    def __init__(self, kept: KeptHall, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached, self.go = Event(), Event()
        name = "write" if kept.database.alone else "turn"
        commit = getattr(kept.database, name)

        def held(*arguments: Any) -> Any:
            self.reached.set()
            self.go.wait()
            return commit(*arguments)

        monkeypatch.setattr(kept.database, name, held)


def test_commands_of_one_moment_share_a_commit(kept: KeptHall) -> None:
    kept.issue()
    commits = kept.journal.commits
    labels = together(*(issue(kept, f"x{n}") for n in range(100)))
    assert labels == [f"A{n:03d}" for n in range(2, 102)]
    # the first may go alone, the rest came while it was under way
    assert kept.journal.commits - commits <= 2
    assert kept.journal.verify(HALL) == kept.head()


def test_more_commands_than_a_commit_takes_are_all_kept(kept: KeptHall) -> None:
    labels = together(*(issue(kept, f"x{n}") for n in range(BATCH + 10)))
    assert sorted(labels, key=lambda label: int(label[1:])) == [f"A{n:03d}" for n in range(1, BATCH + 11)]
    assert len(kept.register("tickets")) == BATCH + 10


def test_two_who_press_next_together_each_get_their_own_citizen(kept: KeptHall) -> None:
    kept.sign_in("1")
    kept.sign_in("2")
    kept.issue()
    kept.issue()
    together(lambda: kept.press(c.CallNext("1")), lambda: kept.press(c.CallNext("2")))
    assert kept.ask(lambda h, now: {h.current_of("1").label, h.current_of("2").label}) == {"A001", "A002"}


def test_a_refused_command_leaves_its_neighbours_alone(kept: KeptHall) -> None:
    bad = c.IssueTicket("bad", "nothing-we-do")
    first, refused, last = together(issue(kept, "x1"), lambda: kept.do(bad, KIOSK), issue(kept, "x2"))
    assert (first, last) == ("A001", "A002")
    assert isinstance(refused, UnknownService)


def test_what_time_brought_is_kept_even_when_the_command_is_refused(kept: KeptHall) -> None:
    kept.sign_in("1")
    kept.at("17:29")
    kept.now += 60_000_000  # closing time; nobody is left
    with pytest.raises(HallClosed):
        kept.issue()
    (day,) = kept.register("days")
    assert day["how"] == "by itself"
    assert kept.journal.verify(HALL) == kept.head()


# faults: an error that no rule foresaw


def test_a_fault_in_one_command_refuses_that_one_alone(kept: KeptHall, caplog: pytest.LogCaptureFixture) -> None:
    nobody: Any = SimpleNamespace(known_as=())  # of whom nothing can be kept once the number is given
    kept.issue()
    before = kept.head()
    with caplog.at_level(logging.CRITICAL, "queue_server"):
        first, fault, last = together(
            issue(kept, "x1"),
            lambda: kept.do(c.IssueTicket("bad", "household"), KIOSK, person=nobody),
            issue(kept, "x2"),
        )
    # then the number that was given to the fault is nobody's, and comes to the next
    assert isinstance(fault, AttributeError)
    assert (first, last) == ("A002", "A003")
    assert kept.head() == before + 2
    assert [row["label"] for row in kept.register("tickets")] == ["A001", "A002", "A003"]
    assert not kept.journal.failing
    memory = kept.state()
    kept.restart()
    assert kept.state() == memory


def test_a_command_whose_answer_cannot_be_made_is_kept_and_answered_with_the_least(
    kept: KeptHall, caplog: pytest.LogCaptureFixture
) -> None:
    def looks_for_nobody(hall: Hall, facts: list[Fact], now: int) -> dict[str, Any]:
        hall.ticket("nobody")
        return {}

    with caplog.at_level(logging.CRITICAL, "queue_server"):
        answered = kept.do(c.IssueTicket("t", "household"), KIOSK, answer=looks_for_nobody, at_least={"id": "t"})
    assert answered.body == {"id": "t", "seq": kept.head()}
    assert [row["label"] for row in kept.register("tickets")] == ["A001"]


def test_a_fault_half_way_through_the_fold_leaves_no_trace(kept: KeptHall, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.sign_in("1")
    kept.issue()
    before = kept.state()
    with monkeypatch.context() as patch:
        patch.setattr(fold, "_announce", lambda *_, **__: 1 / 0)  # after the ticket has left its queue
        with pytest.raises(ZeroDivisionError):
            kept.press(c.CallNext("1"))
    assert kept.state() == before
    kept.press(c.CallNext("1"))
    assert kept.journal.verify(HALL) == kept.head()


def test_a_fault_in_a_question_is_its_own(kept: KeptHall) -> None:
    kept.issue()
    before = kept.head()
    answers = together(
        issue(kept, "x1"), lambda: kept.ask(lambda h, now: 1 / 0), lambda: kept.ask(lambda h, now: h.seq)
    )
    assert isinstance(answers[1], ZeroDivisionError)
    assert answers[0] == "A002"
    assert answers[2] == kept.head() == before + 1


# commits that fail


def test_a_full_disk_refuses_everything_that_was_decided_and_the_hall_goes_on_afterwards(
    kept: KeptHall, caplog: pytest.LogCaptureFixture
) -> None:
    kept.issue()
    before, head = kept.state(), kept.head()
    # when more is decided than the file's last page holds
    with caplog.at_level(logging.CRITICAL, "queue_server"), kept.disk_full():
        answers = together(*(issue(kept, f"x{n}", key=f"k{n}") for n in range(100)))
    # then nobody has a number
    assert {type(answer) for answer in answers} == {StorageFailed}
    assert (kept.state(), kept.head()) == (before, head)
    assert kept.journal.failing
    assert kept.journal.commits_failed == 1
    assert kept.journal.verify(HALL) == head
    # and once there is room, the same requests are answered
    assert together(*(issue(kept, f"x{n}", key=f"k{n}") for n in range(100)))[0] == "A002"
    assert not kept.journal.failing
    assert kept.journal.verify(HALL) == kept.head() == head + 100


def test_a_commit_that_the_engine_refuses_at_its_very_end_is_refused_and_nothing_of_it_is_kept(
    kept: KeptHall, caplog: pytest.LogCaptureFixture
) -> None:
    kept.issue()
    before, head = kept.state(), kept.head()

    with caplog.at_level(logging.CRITICAL, "queue_server"), kept.no_commit_ends_well():
        answers = together(*(issue(kept, f"x{n}", key=f"k{n}") for n in range(5)))

    assert {type(answer) for answer in answers} == {StorageFailed}
    assert (kept.state(), kept.head()) == (before, head)
    assert together(*(issue(kept, f"x{n}", key=f"k{n}") for n in range(5))) == [f"A00{n}" for n in range(2, 7)]
    assert kept.journal.verify(HALL) == kept.head() == head + 5


def test_a_line_whose_place_is_taken_refuses_the_whole_commit(kept: KeptHall, caplog: pytest.LogCaptureFixture) -> None:
    kept.issue()
    head = kept.head()
    # given another writer that got past the lock
    kept.sql("INSERT INTO journal SELECT hall, seq + 1, at, kind, version, \"by\", data, hash FROM journal "
             "WHERE seq = ?", head)  # fmt: skip
    rows = kept.registers()
    with caplog.at_level(logging.CRITICAL, "queue_server"), pytest.raises((StorageFailed, ChainBroken)):
        kept.issue()
    assert kept.registers() == rows


def test_who_was_refused_by_a_rule_on_what_was_not_kept_may_ask_again(
    kept: KeptHall, caplog: pytest.LogCaptureFixture
) -> None:
    kept.issue()
    works = [lambda n=n: kept.do(c.IssueTicket(f"x{n}", "household"), KIOSK) for n in range(100)]  # type: ignore[misc]
    with caplog.at_level(logging.CRITICAL, "queue_server"), kept.disk_full():
        answers = together(
            lambda: kept.do(c.SignIn("1"), clerk("zhang")), lambda: kept.do(c.SignIn("1"), clerk("li")), *works
        )
    # li was told neither yes nor no: zhang's sign-in, which stood in the way, is not kept
    assert isinstance(answers[1], StorageFailed)
    kept.do(c.SignIn("1"), clerk("li"))
    with pytest.raises(CounterTaken):
        kept.do(c.SignIn("1"), clerk("zhang"))


# nothing is told before it is kept


def test_listeners_hear_only_of_what_is_committed(kept: KeptHall) -> None:
    heard: list[tuple[str, int]] = []

    def listen(hall: str, facts: list[Fact]) -> None:
        kept_lines = kept.database.read(lambda c: c.exec_driver_sql("SELECT max(seq) FROM journal").scalar_one())
        heard.append((hall, kept_lines))
        assert all(fact.at == kept.now for fact in facts)

    kept.issue()
    kept.journal.listeners.append(listen)
    kept.issue()
    assert heard == [(HALL, kept.head())]


def test_listeners_hear_each_commit_once_in_order(kept: KeptHall) -> None:
    heard: list[str] = []
    kept.journal.listeners.append(
        lambda hall, facts: heard.extend(fact.label for fact in facts if isinstance(fact, TicketIssued))
    )
    together(*(issue(kept, f"x{n}") for n in range(50)))
    assert heard == [f"A{n:03d}" for n in range(1, 51)]


def test_listeners_hear_nothing_of_a_commit_that_failed(kept: KeptHall, caplog: pytest.LogCaptureFixture) -> None:
    kept.issue()
    heard: list[Fact] = []
    kept.journal.listeners.append(lambda hall, facts: heard.extend(facts))
    with caplog.at_level(logging.CRITICAL, "queue_server"), kept.disk_full():
        together(*(issue(kept, f"x{n}") for n in range(100)))
    assert heard == []


def test_a_listener_that_fails_leaves_nobody_without_an_answer(
    kept: KeptHall, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[Fact] = []
    kept.journal.listeners.append(lambda hall, facts: 1 / 0)  # type: ignore[arg-type,return-value]
    kept.journal.listeners.append(lambda hall, facts: heard.extend(facts))
    with caplog.at_level(logging.CRITICAL, "queue_server"):
        assert issue(kept, "x1")() == "A001"
        assert issue(kept, "x2")() == "A002"
    assert len(heard) == 3  # the day's start and two numbers


def test_a_listener_that_would_wait_at_the_desk_is_told_instead_of_waiting_for_ever(
    kept: KeptHall, caplog: pytest.LogCaptureFixture
) -> None:
    kept.journal.listeners.append(lambda hall, facts: kept.ask(lambda h, now: h.seq))
    with caplog.at_level(logging.ERROR, "queue_server"):
        assert issue(kept, "x1")() == "A001"
    assert "the desk cannot wait for itself" in caplog.text


def test_a_question_waits_for_the_commit_of_what_it_would_see(kept: KeptHall, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.issue()
    held = HeldCommits(kept, monkeypatch)
    number = gevent.spawn(issue(kept, "x1"))
    held.reached.wait()
    # while the commit is under way, neither the number nor a look at the hall is answered
    question = gevent.spawn(kept.ask, lambda h, now: h.issued_today)
    gevent.idle()
    assert not number.ready()
    assert not question.ready()
    held.go.set()
    gevent.joinall([number, question])
    assert (number.value, question.value) == ("A002", 2)


def test_a_question_about_what_will_be_refused_sees_nothing_of_it(
    kept: KeptHall, caplog: pytest.LogCaptureFixture
) -> None:
    kept.issue()
    works = [issue(kept, f"x{n}") for n in range(100)]
    with caplog.at_level(logging.CRITICAL, "queue_server"), kept.disk_full():
        *_, seen = together(*works, lambda: kept.ask(lambda h, now: h.issued_today))
    assert isinstance(seen, StorageFailed) or seen == 1


def test_a_question_alone_commits_nothing(kept: KeptHall) -> None:
    kept.issue()
    commits = kept.journal.commits
    assert kept.ask(lambda h, now: h.issued_today) == 1
    assert kept.journal.commits == commits


# closing


def test_closing_answers_who_is_waiting_and_refuses_who_comes_later(kept: KeptHall) -> None:
    waiting = [gevent.spawn(issue(kept, f"x{n}")) for n in range(20)]
    gevent.sleep(0)  # they are at the desk
    kept.journal.close()
    assert [person.value for person in waiting] == [f"A{n:03d}" for n in range(1, 21)]
    with pytest.raises(StorageFailed):
        kept.issue()
    kept.open()
    assert kept.ask(lambda h, now: h.issued_today) == 20


def test_the_journal_of_one_hall_is_not_spoilt_by_another(kept: KeptHall, caplog: pytest.LogCaptureFixture) -> None:
    kept.sql("INSERT INTO halls (hall, head, hash) VALUES ('other', 7, 'x')")  # its lines are lost
    with caplog.at_level(logging.CRITICAL, "queue_server"):
        first, other, last = together(
            issue(kept, "x1"), lambda: kept.journal.command("other", c.Tick(), MANAGER), issue(kept, "x2")
        )
    assert (first, last) == ("A001", "A002")
    assert isinstance(other, Exception)
