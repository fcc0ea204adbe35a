"""The command line: `queue-server`."""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()  # before anything opens a socket: thousands of screens share one process

import logging  # noqa: E402
import sys  # noqa: E402
from datetime import date as Date  # noqa: E402
from datetime import datetime  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import click  # noqa: E402
import orjson  # noqa: E402

from . import __version__  # noqa: E402
from .access import Accounts  # noqa: E402
from .config import read_settings  # noqa: E402
from .hall.instants import to_datetime  # noqa: E402
from .hall.plan import Plan  # noqa: E402
from .journal import ChainBroken, WriterLock  # noqa: E402
from .plan_file import load_plan  # noqa: E402
from .registers import found_hall  # noqa: E402
from .serve import serve  # noqa: E402
from .set_up import device, user  # noqa: E402
from .speech import voice  # noqa: E402
from .terminal import Main, fail, journal_of, opened, settings  # noqa: E402
from .translation import language  # noqa: E402


@click.group(cls=Main)
@click.version_option(__version__)
def main() -> None:
    """A ticket server for service halls."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)


main.add_command(serve)
main.add_command(user)
main.add_command(device)
main.add_command(voice)
main.add_command(language)


@main.command()
@click.option("--plan", "plan_file", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def init(plan_file: Path) -> None:
    """Found a hall with its plan."""
    plan = load_plan(plan_file.read_text(encoding="utf-8"))
    with opened() as database, journal_of(database) as journal:
        found_hall(journal, plan)
    click.echo(f"{plan.hall}: founded, {len(plan.services)} services, {len(plan.counters)} counters")


@main.command()
@click.argument("plan_file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("arrivals", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="write the result here")
@click.option(
    "--against",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="another plan, to be shown beside PLAN; as often as you like",
)
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="a day of the hall itself instead of ARRIVALS")
@click.option("--hall", help="whose day; without it, PLAN's hall")
@click.option("--every-counter", is_flag=True, help="of --day: every counter on post all day, not as they were")
def simulate(
    plan_file: Path, arrivals: Path | None, json_file: Path | None, against: tuple[Path, ...], day: datetime | None,
    hall: str | None, every_counter: bool,
) -> None:  # fmt: skip
    """Play a day of ARRIVALS (arrived_at,service,lane,service_s[,persons]), or --day of the hall itself, through the
    hall's rules; with --against, through several plans side by side."""
    from . import simulate as simulator

    if (arrivals is None) == (day is None):
        fail("give ARRIVALS, or --day: one of them")
    if day is None and (hall or every_counter):
        fail("--hall and --every-counter belong to --day")
    try:
        if arrivals is not None and not against:
            result = simulator.simulate_files(plan_file, arrivals)
            text = simulator.as_table(result)
        else:
            plans = simulator.plans_in([plan_file, *against])
            if arrivals is not None:
                result = simulator.compare(plans, simulator.arrivals_in(arrivals, plans[0][1]))
            else:
                assert day is not None
                result = _of_recorded_day(plans, hall or plans[0][1].hall, day.date(), every_counter)
            text = simulator.as_comparison(result)
    except simulator.ArrivalsInvalid as error:
        fail(f"{arrivals}: {error}")
    if json_file is not None:
        json_file.write_bytes(orjson.dumps(result, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    click.echo(text)


def _of_recorded_day(plans: list[tuple[str, Plan]], hall: str, date: Date, every_counter: bool) -> dict[str, Any]:
    from . import simulate as simulator

    with opened() as database, journal_of(database) as journal:
        present = journal.ask(hall, lambda h, now: h.plan)
        found = database.study(lambda connection: simulator.recorded(connection, hall, present, date))
        last = database.study(lambda connection: simulator.last_recorded(connection, hall))
    if found is None:
        fail(f"{hall} has no business day on {date} that is over" + (f"; its last one is {last}" if last else ""))
    return simulator.compare(plans, found.arrivals, None if every_counter else found.posts, found.was)


@main.command()
@click.argument("name")
@click.option("--hall", required=True)
@click.option("--date", required=True, type=click.DateTime(["%Y-%m-%d"]))
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="the last day, when the report is of several")
@click.option("--format", "kind", default="text", type=click.Choice(["text", "json", "csv", "xlsx", "pdf"]))
@click.option("--language", default="zh", type=click.Choice(["zh", "en"]), show_default=True)
def report(name: str, hall: str, date: datetime, last: datetime | None, kind: str, language: Any) -> None:
    """Print a report to standard output."""
    from . import reports

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


@main.group()
def journal() -> None:
    """Prove the journal, or write the registers anew from it."""


@journal.command()
@click.option("--hall", help="one hall; without it, all")
def verify(hall: str | None) -> None:
    """Exit 0 when every line's hash chain holds, 1 when not, naming the line."""
    broken = False
    with opened() as database, journal_of(database) as book:
        for hall_id in [hall] if hall else book.written():
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


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy everything into FILE, while the server runs."""
    from .backup import BackupInvalid, save

    try:
        save(settings(), file)
    except BackupInvalid as error:
        fail(f"{file}: {error}")
    click.echo(f"{file}: {file.stat().st_size // 1024} KiB")


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put back what a backup holds. What is there now is moved aside, never deleted."""
    from .backup import BackupInvalid, load

    try:
        aside = load(settings(), file)
    except BackupInvalid as error:
        fail(f"{file}: {error}")
    click.echo("restored" + (f"; what was there is now {aside}" if aside else ""))


@main.command("migrate-database")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def migrate_database(source: str, target: str) -> None:
    """Move all halls FROM one database TO another, an empty one, and prove both equal.

    Each is an address as QUEUE_DATABASE_URL has it: sqlite:///path or postgresql+psycopg://user@server/name. No server
    may run on either. FROM stays as it is.
    """
    from .migrate import CannotMigrate, NotEqual, migrate

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


@main.command()
def doctor() -> None:
    """Look at everything a hall needs, and say what to do about what is missing."""
    from .doctor import examine

    trouble = False
    for finding in examine():
        trouble = trouble or finding.well is False
        word = {True: "ok     ", False: "TROUBLE", None: "unknown"}[finding.well]
        click.echo(f"{word} {finding.what}: {finding.words}")
    sys.exit(1 if trouble else 0)


@main.command()
@click.option("--url", default="http://127.0.0.1:8000", show_default=True, help="where it will be served")
def demo(url: str) -> None:
    """Found the sample hall with accounts and paired devices, once, and print how to reach it."""
    from .demo import prepare

    click.echo(prepare(settings(), url))


@main.command("openapi")
def print_openapi() -> None:
    """Print the OpenAPI document."""
    from .app import contract

    click.echo(orjson.dumps(contract(), option=orjson.OPT_INDENT_2))


@main.command()
def powers() -> None:
    """Print who may do what, as docs/powers.md has it."""
    from .api.power_table import declared, page
    from .api.resources import RESOURCES

    click.echo(page(*declared(RESOURCES)), nl=False)
