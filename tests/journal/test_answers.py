"""The same idempotency key is answered the same again, and does nothing."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from queue_server.hall import commands as c
from queue_server.hall.errors import CounterIdle, UnknownService
from queue_server.hall.facts import Fact
from queue_server.hall.hall import Hall
from queue_server.hall.instants import DAY, HOUR
from queue_server.journal import Answer, KeyReused, StorageFailed
from tests.hall.halls import KIOSK, MONDAY, clerk

from .kept import HALL, KeptHall, together


def issue(kept: KeptHall, ticket: str = "x1", key: str = "k", fingerprint: str = "f", **more: Any) -> Answer:
    """A number taken with a key; each try makes a new id, as the edge does."""

    def answer(hall: Hall, facts: list[Fact], now: int) -> dict[str, Any]:
        return {"label": hall.tickets[ticket].label, "at": now}

    command = c.IssueTicket(ticket, "household")
    return kept.do(command, more.pop("actor", KIOSK), key=key, fingerprint=fingerprint, answer=answer)


def test_the_same_key_is_answered_the_same_and_writes_nothing(kept: KeptHall) -> None:
    first = issue(kept, "x1")
    head = kept.head()
    kept.wait(5)
    again = issue(kept, "x2")
    assert (again.body, again.replayed, again.facts) == (first.body, True, [])
    assert not first.replayed
    assert kept.head() == head


def test_the_same_key_is_answered_the_same_after_a_restart(kept: KeptHall) -> None:
    first = issue(kept, "x1")
    kept.restart()
    assert issue(kept, "x2").body == first.body
    assert len(kept.register("tickets")) == 1


def test_of_concurrent_duplicates_one_is_done_and_all_are_answered_alike(kept: KeptHall) -> None:
    answers = together(*(lambda n=n: issue(kept, f"x{n}") for n in range(20)))  # type: ignore[misc]
    assert {orjson.dumps(answer.body) for answer in answers} == {orjson.dumps(answers[0].body)}
    assert [answer.replayed for answer in answers].count(False) == 1
    assert len(kept.register("tickets")) == 1


def test_a_key_with_another_request_is_refused(kept: KeptHall) -> None:
    issue(kept, fingerprint="one")
    with pytest.raises(KeyReused):
        issue(kept, fingerprint="another")
    kept.restart()
    with pytest.raises(KeyReused):
        issue(kept, fingerprint="another")


def test_two_people_may_use_the_same_key(kept: KeptHall) -> None:
    one = issue(kept, "x1", actor=clerk("zhang"))
    other = issue(kept, "x2", actor=clerk("li"))
    assert (one.body["label"], other.body["label"]) == ("A001", "A002")


def test_a_refusal_is_not_kept(kept: KeptHall) -> None:
    with pytest.raises(UnknownService):
        kept.do(c.IssueTicket("x0", "nothing-we-do"), KIOSK, key="k", fingerprint="f")
    assert issue(kept).body["label"] == "A001"


def test_what_was_not_kept_is_done_when_it_is_sent_again(kept: KeptHall, caplog: pytest.LogCaptureFixture) -> None:
    kept.issue()
    with kept.no_commits(), caplog.at_level(logging.CRITICAL, "queue_server"), pytest.raises(StorageFailed):
        issue(kept)
    answer = issue(kept)
    assert (answer.body["label"], answer.replayed) == ("A002", False)


def test_a_repeated_press_calls_nobody_twice(kept: KeptHall) -> None:
    kept.sign_in("1")
    kept.issue()
    kept.issue()
    for _ in range(2):
        kept.do(c.CallNext("1"), clerk("clerk-1"), key="press", fingerprint="next")
    assert kept.ask(lambda h, now: h.waiting_of("household")) == 1
    with pytest.raises(CounterIdle):
        kept.do(c.StartServing("2"), kept.sign_in("2") or clerk("clerk-2"), key="press", fingerprint="next")  # type: ignore[func-returns-value]


def test_times_in_an_answer_are_replayed_as_they_were_first_sent(kept: KeptHall) -> None:
    moment = datetime(2026, 10, 12, 1, 0, 0, 5, tzinfo=UTC)

    def answer(hall: Hall, facts: list[Fact], now: int) -> dict[str, Any]:
        return {"at": moment, "on": MONDAY}

    command = c.IssueTicket("x1", "household")
    first = kept.do(command, KIOSK, key="k", answer=answer)
    again = kept.do(command, KIOSK, key="k", answer=answer)
    assert orjson.dumps(again.body) == orjson.dumps(first.body, option=orjson.OPT_UTC_Z)
    assert again.body["at"] == "2026-10-12T01:00:00.000005Z"


def kept_answers(kept: KeptHall) -> tuple[int, int]:
    """(in memory, on disk)"""
    on_disk = kept.database.read(lambda c: c.exec_driver_sql("SELECT count(*) FROM commands").scalar_one())
    return len(kept.journal._desk("h")._live[HALL].answers), on_disk


def test_answers_older_than_a_day_are_forgotten(kept: KeptHall) -> None:
    for n in range(10):
        issue(kept, f"x{n}", key=f"k{n}")
    assert kept_answers(kept) == (10, 10)
    # given the next business day
    kept.at("09:30", MONDAY + timedelta(days=1))
    issue(kept, "later", key="later")
    assert kept_answers(kept) == (1, 1)


def test_answers_of_a_day_are_kept_over_midnight(kept: KeptHall) -> None:
    kept.now += 8 * HOUR
    first = issue(kept, "x1")
    kept.now += 16 * HOUR
    kept.do(c.Tick())
    assert issue(kept, "x2").body == first.body


def test_a_forgotten_key_may_come_again_although_the_file_still_has_it(kept: KeptHall) -> None:
    # given a weekend: no business day starts, so nothing was cleared from the file
    kept.at("16:00", MONDAY + timedelta(days=4))
    issue(kept, "x1")
    kept.now += DAY + HOUR
    kept.do(c.Tick(), KIOSK, key="other")
    assert kept_answers(kept) == (1, 2)
    answer = kept.do(c.Tick(), KIOSK, key="k", fingerprint="f")
    assert not answer.replayed
    assert kept_answers(kept) == (2, 2)
