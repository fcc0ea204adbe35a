"""`queue-server report`: a report to standard output."""

from __future__ import annotations

import sys
from datetime import date as Date
from datetime import datetime
from typing import Any

import click

from ..access import Accounts
from ..hall.instants import to_datetime
from .terminal import fail, journal_of, opened


@click.command()
@click.argument("name")
@click.option("--hall", required=True)
@click.option("--date", required=True, type=click.DateTime(["%Y-%m-%d"]))
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="the last day, when the report is of several")
@click.option("--format", "kind", default="text", type=click.Choice(["text", "json", "csv", "xlsx", "pdf"]))
@click.option("--language", default="zh", type=click.Choice(["zh", "en"]), show_default=True)
def report(name: str, hall: str, date: datetime, last: datetime | None, kind: str, language: Any) -> None:
    """Print a report to standard output."""
    from .. import reports

    if name not in reports.REPORTS:
        fail(f"{name}: no such report; there are {', '.join(sorted(reports.REPORTS))}")
    first = date.date()
    end: Date = last.date() if last else first
    if end < first:
        fail(f"--to {end} is before --date {first}")
    if kind in ("xlsx", "pdf") and sys.stdout.isatty():
        fail(f"a terminal cannot show {kind}; send it to a file: … > {name}.{kind}")
    with opened() as database, journal_of(database) as journal:
        plan = journal.ask(hall, lambda h, now: h.plan)
        made = database.study(lambda connection: reports.REPORTS[name].make(connection, hall, plan, first, end))
        people = Accounts(database)
        people.read_names()
        made = reports.finished(made, people.name_of, to_datetime(journal.clock()))
    if kind == "text":
        click.echo(reports.as_text(made, language))
    else:
        body, _ = reports.export(made, kind, language)
        sys.stdout.buffer.write(body)
