"""`queue-server journal`: the journal proven, and the registers written anew from it."""

from __future__ import annotations

import sys

import click

from ..journal import ChainBroken, Heads, WriterLock
from .terminal import fail, journal_of, opened, settings


@click.group()
def journal() -> None:
    """Prove the journal, or write the registers anew from it."""


@journal.command()
@click.option("--hall", help="one hall; without it, all")
def verify(hall: str | None) -> None:
    """Exit 0 when every line's hash chain holds, 1 when not, naming the line, and when there is nothing to prove."""
    file = settings().database_file
    if file is not None and not file.exists():
        fail(f"{file}: there is no database, and nothing to prove")
    broken = False
    with opened() as database, journal_of(database) as book:
        names = [hall] if hall else book.written()
        if not names:
            fail("there is no hall, and nothing to prove")
        for hall_id in names:
            try:
                click.echo(f"{hall_id}: {book.verify(hall_id)} lines, the chain holds")
            except ChainBroken as error:
                click.echo(str(error), err=True)
                broken = True
    sys.exit(1 if broken else 0)


@journal.command()
@click.option("--hall", help="one hall; without it, all")
def rebuild(hall: str | None) -> None:
    """Write the registers anew from the journal. On SQLite the server must not run meanwhile; else the hall waits."""
    lock = WriterLock(settings().database_file)
    with opened() as database, journal_of(database) as book:
        for hall_id in [hall] if hall else [*book.hall_ids(), *book.office_ids()]:
            book.rebuild(hall_id)
            click.echo(f"{hall_id}: registers rebuilt")
    lock.release()


@journal.command()
def accept() -> None:
    """Go on with a database that lost lines, and say which. The server must not run meanwhile."""
    lock = WriterLock(settings().database_file)
    with opened() as database:
        heads = Heads(database)
        for loss in heads.losses():
            click.echo(f"{loss}; accepted")
        heads.keep()
    lock.release()
