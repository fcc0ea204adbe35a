"""Reading and appending lines: plain SQL over the journal's tables, one function per statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, union, update

from .chain import Line
from .prepared import Prepared, or_replace
from .tables import commands, entry_lines, halls, journal

LINE_COLUMNS = (
    journal.c.hall, journal.c.seq, journal.c.at, journal.c.kind,
    journal.c.version, journal.c.by, journal.c.data, journal.c.hash,
)  # fmt: skip
_PAGE = 5_000


def owners(connection: Connection, kind: str) -> list[str]:
    """The ids of all halls, or of all offices."""
    return list(connection.scalars(select(halls.c.hall).where(halls.c.kind == kind).order_by(halls.c.hall)))


def written(connection: Connection) -> list[str]:
    """Ids of halls and offices and of those that have lines: nobody can take one away and leave its lines unseen."""
    return list(connection.scalars(union(select(halls.c.hall), select(journal.c.hall)).order_by("hall")))


def head_of(connection: Connection, hall: str) -> tuple[int, str] | None:
    """(seq, hash) of a hall's last line, or None when there is no such hall."""
    row = connection.execute(select(halls.c.head, halls.c.hash).where(halls.c.hall == hall)).first()
    return (row.head, row.hash) if row else None


def kind_of(connection: Connection, name: str) -> str:
    """What owns the journal of this name: "hall", "office"; "" when there is none."""
    return connection.scalar(select(halls.c.kind).where(halls.c.hall == name)) or ""


def heads(connection: Connection) -> dict[str, int]:
    """The seq of each hall's last line."""
    return {row.hall: row.head for row in connection.execute(select(halls.c.hall, halls.c.head))}


def last_lines(connection: Connection) -> dict[str, tuple[int, str, int]]:
    """(seq, hash, at) of each journal's last line."""
    last = (journal.c.hall == halls.c.hall) & (journal.c.seq == halls.c.head)
    query = select(halls.c.hall, journal.c.seq, journal.c.hash, journal.c.at).join(journal, last)
    return {row.hall: (row.seq, row.hash, row.at) for row in connection.execute(query)}


def hash_of(connection: Connection, hall: str, seq: int) -> str | None:
    """The hash of one line."""
    return connection.scalar(select(journal.c.hash).where(journal.c.hall == hall, journal.c.seq == seq))


def hold(connection: Connection, hall: str) -> None:
    """Wait for whoever holds the hall, and let nobody else write in it until the transaction ends."""
    connection.execute(select(halls.c.head).where(halls.c.hall == hall).with_for_update())


def is_kept(connection: Connection, line: Line) -> bool:
    """Whether a line is in the journal. Waits for whoever holds the hall: its commit may still be under way."""
    hold(connection, line.hall)
    return hash_of(connection, line.hall, line.seq) == line.hash


def is_answered(connection: Connection, answer: dict[str, Any]) -> bool:
    """Whether this very answer is kept by its key. Waits as `is_kept` does."""
    hold(connection, answer["hall"])
    row = connection.execute(select(commands).where(commands.c.hall == answer["hall"], commands.c.key == answer["key"]))
    return [dict(kept._mapping) for kept in row] == [answer]


def lines_after(connection: Connection, hall: str, after: int, most: int | None = None) -> Iterator[Line]:
    """The lines of a hall with seq > after, in order, read in pages."""
    left = most
    while left is None or left > 0:
        page = _PAGE if left is None else min(_PAGE, left)
        query = select(*LINE_COLUMNS).where(journal.c.hall == hall, journal.c.seq > after)
        rows = connection.execute(query.order_by(journal.c.seq).limit(page)).all()
        for row in rows:
            yield Line(*row)
        if len(rows) < page:
            return
        after = rows[-1].seq
        left = None if left is None else left - len(rows)


_INSERT_LINES = Prepared(lambda insert: insert(journal))
_MOVE_HEAD = Prepared(
    lambda _: (
        update(halls)
        .where(halls.c.hall == bindparam("hall_moved"))
        .values(head=bindparam("to_seq"), hash=bindparam("to_hash"))
    )
)
# a key that was forgotten may come again
_KEEP_ANSWERS = Prepared(lambda insert: or_replace(insert(commands), commands))


def append(connection: Connection, lines: list[Line], answers: list[dict[str, Any]]) -> None:
    """Append lines, move the heads, keep the answers. IntegrityError when a line's place is taken."""
    if lines:
        _INSERT_LINES.run(connection, [line.as_row() for line in lines])
        heads = {line.hall: line for line in lines}
        _MOVE_HEAD.run(
            connection, [{"hall_moved": h, "to_seq": last.seq, "to_hash": last.hash} for h, last in heads.items()]
        )
    if answers:
        _KEEP_ANSWERS.run(connection, answers)


def found(connection: Connection, kind: str, line: Line) -> None:
    """A new owner of a journal, with its first line."""
    connection.execute(insert(halls).values(hall=line.hall, kind=kind, head=line.seq, hash=line.hash))
    _INSERT_LINES.run(connection, [line.as_row()])


_INSERT_ENTRY_LINES = Prepared(lambda insert: insert(entry_lines))


def append_entry_lines(connection: Connection, rows: list[dict[str, Any]]) -> None:
    _INSERT_ENTRY_LINES.run(connection, rows)


def clear_entry_lines(connection: Connection, owner: str) -> None:
    connection.execute(delete(entry_lines).where(entry_lines.c.hall == owner))


def lines_of_entry(connection: Connection, owner: str, register: str, entry: str) -> list[Line]:
    """All lines that tell of one entry of a register, in order."""
    e = entry_lines.c
    told = select(e.seq).where(e.hall == owner, e.register == register, e.entry == entry)
    query = select(*LINE_COLUMNS).where(journal.c.hall == owner, journal.c.seq.in_(told)).order_by(journal.c.seq)
    return [Line(*row) for row in connection.execute(query)]


def answers_since(connection: Connection, hall: str, since: int) -> Iterable[tuple[str, int, str, str]]:
    """(key, at, fingerprint, answer) of the commands answered from `since` on, oldest first."""
    query = select(commands.c.key, commands.c.at, commands.c.fingerprint, commands.c.answer)
    rows = connection.execute(query.where(commands.c.hall == hall, commands.c.at >= since).order_by(commands.c.at))
    return [(row.key, row.at, row.fingerprint, row.answer) for row in rows]


def forget_answers(connection: Connection, hall: str, before: int) -> None:
    connection.execute(delete(commands).where(commands.c.hall == hall, commands.c.at < before))
