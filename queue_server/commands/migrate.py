"""Moving everything from one database to another, of whichever engine, and proving that both are equal.

The rows are copied in one transaction, so the new database holds all or nothing. Then each table of both is read again
and compared, the heads with it, and each hall's chain is proven in the new one. The old database stays as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import click
import orjson
from sqlalchemy import Connection, Table, func, insert, select, text
from sqlalchemy.engine import make_url

from ..access import tables as _of_access
from ..config import read_settings
from ..journal import Database, WriterLock, open_database, schema
from ..journal.proof import verified
from ..journal.store import heads
from ..journal.tables import metadata
from ..registers import MODULES as _OF_REGISTERS
from .terminal import fail

PAGE = 5_000  # rows

Progress = Callable[[str, int, int], None]  # (table, rows done, rows in all)


class CannotMigrate(Exception):
    """The text says why; nothing was changed."""


class NotEqual(Exception):
    """What was copied is not what was read. The text says where."""


@dataclass(frozen=True)
class Moved:
    """What was moved and proven: lines of each hall, and rows in all."""

    lines: dict[str, int]
    rows: int


def migrate(source_url: str, target_url: str, progress: Progress = lambda table, done, of: None) -> Moved:
    """Copy all from one to the other and prove it.

    Raises CannotMigrate: a server runs on one of them or did meanwhile, or the new one is not empty; ChainBroken for a
    journal that does not hold; NotEqual. After each the new one is as empty as before.
    """
    if make_url(source_url) == make_url(target_url):
        raise CannotMigrate("both are the same database")
    with ExitStack() as stack:
        source, target = (_opened(url, stack) for url in (source_url, target_url))
        before = stack.enter_context(_reading(source))
        _check_nobody_serves(before, source_url)
        lines = {hall: verified(before, hall) for hall in heads(before)}
        if not lines:
            raise CannotMigrate(f"there is no hall in {_shown(source_url)}")
        with target.engine.begin() as after:
            _check_nobody_serves(after, target_url)
            if filled := [table.name for table in _tables() if _count(after, table)]:
                raise CannotMigrate(f"{_shown(target_url)} is not empty: there are rows in {', '.join(filled)}")
            rows = sum(_copy(before, after, table, progress) for table in _tables())
            _prove(before, after, lines)
            _check_nobody_serves(before, source_url)
            if source.read(heads) != heads(before):
                raise CannotMigrate(f"{_shown(source_url)} was written to meanwhile: stop its server and try again")
    return Moved(lines, rows)


def _opened(url: str, stack: ExitStack) -> Database:
    database = open_database(url)
    stack.callback(database.close)
    lock = WriterLock(database.file)  # raises JournalInUse while a server runs on it
    stack.callback(lock.release)
    schema.upgrade(database.engine)
    return database


def _reading(database: Database) -> Connection:
    """All of one moment."""
    options = {"reading": True} if database.alone else {"isolation_level": "REPEATABLE READ"}
    return database.engine.connect().execution_options(**options)


def _check_nobody_serves(connection: Connection, url: str) -> None:
    """Numbers given while it is copied would be lost. Raises CannotMigrate."""
    if connection.dialect.name != "postgresql":
        return
    connection.execute(text("SELECT pg_stat_clear_snapshot()"))  # who is there now, not when this transaction began
    connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))  # the other side takes its time
    others = connection.scalar(
        text(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND application_name = 'queue-server' AND pid <> pg_backend_pid()"
        )
    )
    if others:
        raise CannotMigrate(f"a server is running on {_shown(url)}: stop all of its workers first")


def _tables() -> list[Table]:
    assert {_of_access.accounts, _OF_REGISTERS.tables[0].table} <= set(
        metadata.sorted_tables
    )  # all of them are imported
    return metadata.sorted_tables


def _count(connection: Connection, table: Table) -> int:
    return int(connection.scalar(select(func.count()).select_from(table)) or 0)


def _rows(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """All rows, in pages, in whatever order."""
    result = connection.execute(select(table), execution_options={"stream_results": True})
    for page in result.mappings().partitions(PAGE):
        yield [dict(row) for row in page]


def _copy(before: Connection, after: Connection, table: Table, progress: Progress) -> int:
    count, done = _count(before, table), 0
    for page in _rows(before, table):
        after.execute(insert(table), page)
        done += len(page)
        progress(table.name, done, count)
    return done


def _prove(before: Connection, after: Connection, lines: dict[str, int]) -> None:
    """Raises NotEqual, ChainBroken."""
    if heads(before) != heads(after):
        raise NotEqual("the journals do not end at the same lines")
    for hall, count in lines.items():
        if verified(after, hall) != count:
            raise NotEqual(f"{hall}: not the same number of lines")
    for table in _tables():
        if _sum(before, table) != _sum(after, table):
            raise NotEqual(f"the rows of {table.name} are not the same")


def _sum(connection: Connection, table: Table) -> tuple[int, int]:
    """Count and sum of the rows' hashes: the same for the same rows, whichever order an engine has them in."""
    count = total = 0
    for page in _rows(connection, table):
        for row in page:
            count += 1
            content = orjson.dumps([table.name, *(row[column.name] for column in table.columns)])
            total += int.from_bytes(hashlib.sha256(content).digest())
    return count, total % (1 << 256)


def _shown(url: str) -> str:
    """Without its password."""
    return make_url(url).render_as_string(hide_password=True)


@click.command("migrate-database")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def migrate_database(source: str, target: str) -> None:
    """Move all halls FROM one database TO another, an empty one, and prove both equal.

    Each is an address as QUEUE_DATABASE_URL has it: sqlite:///path or postgresql+psycopg://user@server/name. No server
    may run on either. FROM stays as it is.
    """
    for url in (source, target):
        read_settings({"QUEUE_DATABASE_URL": url})  # says what is wrong with it

    def progress(table: str, done: int, of: int) -> None:
        click.echo(f"\r{table}: {done:,} of {of:,} rows", nl=done == of, err=True)

    try:
        moved = migrate(source, target, progress)
    except (CannotMigrate, NotEqual) as error:
        fail(str(error))
    for hall, lines in moved.lines.items():
        click.echo(f"{hall}: {lines} lines, the chain holds")
    click.echo(
        f"{moved.rows:,} rows, equal in both. Serve the new one from now on (QUEUE_DATABASE_URL), with the same key "
        "(var/secret_key or QUEUE_SECRET_KEY), and never both"
    )
