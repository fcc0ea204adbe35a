"""The chain names the first line that is not what was written."""

from __future__ import annotations

import pytest

from queue_server.hall import commands as c
from queue_server.hall.errors import UnknownHall
from queue_server.journal import ChainBroken, store
from queue_server.journal.chain import Line, line_hash

from .kept import HALL, KeptHall


@pytest.fixture
def told(kept: KeptHall) -> KeptHall:
    """A hall with a dozen lines."""
    kept.sign_in("1")
    for _ in range(4):
        kept.wait(1)
        kept.issue()
    kept.serve("1")
    kept.finish("1")
    assert kept.head() >= 9
    return kept


def broken_at(kept: KeptHall) -> int:
    with pytest.raises(ChainBroken) as caught:
        kept.journal.verify(HALL)
    assert caught.value.hall == HALL
    return caught.value.seq


def test_an_untouched_journal_holds(told: KeptHall) -> None:
    assert told.journal.verify(HALL) == told.head()


def test_a_journal_of_several_pages_holds(kept: KeptHall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queue_server.journal.store._PAGE", 3)
    for _ in range(8):
        kept.issue()
    kept.restart()
    assert kept.journal.verify(HALL) == kept.head() == 10
    assert kept.ask(lambda h, now: h.issued_today) == 8


@pytest.mark.parametrize(
    ("column", "value"),
    [("data", "{}"), ("at", 1), ("kind", "ticket.rated"), ("by", "staff:other"), ("version", 9), ("hash", "0" * 64)],
)
def test_a_changed_line_is_named(told: KeptHall, column: str, value: object) -> None:
    told.sql(f'UPDATE journal SET "{column}" = ? WHERE seq = 5', value)
    assert broken_at(told) == 5


def test_a_changed_line_with_a_fitting_hash_gives_itself_away_at_the_next(told: KeptHall) -> None:
    # given who changes a line and makes its hash anew
    _, lines = told.journal.lines(HALL)
    before, line = lines[3], lines[4]
    forged = line_hash(before.hash, HALL, line.seq, line.at, line.kind, line.version, "staff:other", line.data)
    told.sql('UPDATE journal SET "by" = ?, hash = ? WHERE seq = 5', "staff:other", forged)
    assert broken_at(told) == 6


def test_a_missing_line_is_named(told: KeptHall) -> None:
    told.sql("DELETE FROM journal WHERE seq = 5")
    assert broken_at(told) == 5


def test_a_missing_first_line_is_named(told: KeptHall) -> None:
    told.sql("DELETE FROM journal WHERE seq = 1")
    assert broken_at(told) == 1


def test_the_first_of_two_lines_that_changed_places_is_named(told: KeptHall) -> None:
    told.sql("UPDATE journal SET seq = -1 WHERE seq = 5")
    told.sql("UPDATE journal SET seq = 5 WHERE seq = 6")
    told.sql("UPDATE journal SET seq = 6 WHERE seq = -1")
    assert broken_at(told) == 5


def test_a_line_whose_place_was_closed_up_is_named(told: KeptHall) -> None:
    told.sql("DELETE FROM journal WHERE seq = 5")
    told.sql("UPDATE journal SET seq = -seq WHERE seq > 5")
    told.sql("UPDATE journal SET seq = -seq - 1 WHERE seq < 0")
    assert broken_at(told) == 5


def test_a_tail_that_was_cut_off_is_named(told: KeptHall) -> None:
    head = told.head()
    told.sql("DELETE FROM journal WHERE seq >= ?", head - 1)
    assert broken_at(told) == head - 1


def test_a_line_beyond_the_head_is_named(told: KeptHall) -> None:
    head = told.head()
    told.sql("UPDATE halls SET head = ?", head - 1)
    assert broken_at(told) == head


def test_an_empty_journal_is_named(told: KeptHall) -> None:
    told.sql("DELETE FROM journal")
    assert broken_at(told) == 1


def test_a_journal_of_another_hall_does_not_pass_for_this_one(told: KeptHall) -> None:
    told.sql("INSERT INTO halls (hall, head, hash) SELECT 'other', head, hash FROM halls")
    told.sql("INSERT INTO journal SELECT 'other', seq, at, kind, version, \"by\", data, hash FROM journal")
    with pytest.raises(ChainBroken) as caught:
        told.journal.verify("other")
    assert caught.value.seq == 1


def test_a_hall_that_is_not_there_is_unknown(kept: KeptHall) -> None:
    with pytest.raises(UnknownHall):
        kept.journal.verify("nowhere")
    with pytest.raises(UnknownHall):
        kept.journal.command("nowhere", c.Tick())


def test_a_broken_journal_does_not_rewrite_its_registers(told: KeptHall) -> None:
    before = told.registers()
    told.sql("UPDATE journal SET data = '{}' WHERE seq = 5")
    with pytest.raises(ChainBroken):
        told.journal.rebuild(HALL)
    assert told.registers() == before


@pytest.mark.parametrize(("kind", "version"), [("ticket.blessed", 1), ("ticket.rated", 99)])
def test_a_line_of_a_newer_program_is_named(kept: KeptHall, kind: str, version: int) -> None:
    head, lines = kept.journal.lines(HALL)
    content = (HALL, head + 1, kept.now, kind, version, "system", "{}")
    newer = Line(*content, line_hash(lines[-1].hash, *content))
    kept.ask(lambda hall, now: hall.seq)  # the hall is in memory, as far as its own program wrote
    kept.database.write(lambda connection: store.append(connection, [newer], []))
    named = f"line {head + 1}: a newer program wrote it: .*'{kind}'"
    with pytest.raises(ChainBroken, match=named):
        kept.journal.rebuild(HALL)
    if kept.database.alone:
        kept.restart(from_the_first_line=True)
    with pytest.raises(ChainBroken, match=named):
        kept.issue()
