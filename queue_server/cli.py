"""The command line: `queue-server`."""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()  # before anything opens a socket: thousands of screens share one process

import logging  # noqa: E402
import sys  # noqa: E402
from collections.abc import Iterator  # noqa: E402
from contextlib import contextmanager  # noqa: E402
from datetime import date as Date  # noqa: E402
from datetime import datetime  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any, NoReturn  # noqa: E402

import click  # noqa: E402
import orjson  # noqa: E402
from sqlalchemy.exc import DBAPIError  # noqa: E402

from . import __version__  # noqa: E402
from .access import Accounts, Devices  # noqa: E402
from .clock import Clock  # noqa: E402
from .config import Settings, WrongSetting, read_settings  # noqa: E402
from .hall.errors import HallError, PlanInvalid  # noqa: E402
from .hall.instants import from_datetime, to_datetime  # noqa: E402
from .journal import ChainBroken, Database, Journal, JournalInUse, WriterLock, schema  # noqa: E402
from .plan_file import load_plan  # noqa: E402
from .registers import PROJECTORS  # noqa: E402
from .rehearsal import WrongClock, clock_for  # noqa: E402

ROLES = ["clerk", "manager", "reviewer", "supervisor", "administrator", "auditor"]
DEVICES = ["kiosk", "display", "printer", "terminal"]


def fail(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1)


def settings() -> Settings:
    try:
        return read_settings()
    except WrongSetting as error:
        fail(str(error))


@contextmanager
def opened() -> Iterator[Database]:
    """The database of the settings, with its schema up to date."""
    database = Database(settings().database)
    try:
        schema.upgrade(database.engine)
        yield database
    finally:
        database.close()


@contextmanager
def journal_of(database: Database) -> Iterator[Journal]:
    journal = Journal(database, Clock(), PROJECTORS)
    try:
        yield journal
    finally:
        journal.close()


def refused(error: HallError) -> NoReturn:
    """Say a refusal in words, one problem a line."""
    if isinstance(error, PlanInvalid):
        problems: Any = error.data["problems"]
        for found in problems:
            where = ":".join(str(part) for part in (found["line"], found["path"]) if part)
            click.echo(f"plan: {where}: {found['problem']}", err=True)
        sys.exit(1)
    from .api.problems import problem_of

    about = ", ".join(str(value) for value in error.data.values())
    fail(f"{problem_of(error, chinese=False)['title']}{': ' if about else ''}{about} ({error.code})")


class Name(click.ParamType[str]):
    """What stands in a journal's line, in a log and on screens: one line of it, as it was typed."""

    name = "name"

    def __init__(self, most: int, without: str = "") -> None:
        self._most, self._without = most, without

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not 1 <= len(value) <= self._most or value != value.strip():
            self.fail(f"1 to {self._most} letters, with no space around them", param, ctx)
        if not value.isprintable() or any(letter in value for letter in self._without):
            self.fail("a letter of it cannot stand in a name", param, ctx)
        return str(value)


USERNAME = Name(64, without="|")  # the bar parts names in the journal's keys
DISPLAY_NAME = Name(80)


class Main(click.Group):
    """Every refusal becomes words and exit code 1, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except HallError as error:
            refused(error)
        except (JournalInUse, ChainBroken, WrongSetting, WrongClock) as error:
            fail(str(error))
        except DBAPIError as error:
            fail(f"the database: {error.orig}")
        except (UnicodeDecodeError, UnicodeEncodeError) as error:
            fail(f"this is not UTF-8: {error.object!r:.60}")
        except OSError as error:
            fail(f"{error.filename or ''}: {error.strerror or error}".lstrip(": "))


@click.group(cls=Main)
@click.version_option(__version__)
def main() -> None:
    """A ticket server for service halls."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1))
@click.option("--rehearse-from", "start", metavar="TIME", help="run the hall's clock from this time (ISO, with zone)")
@click.option("--log-requests", is_flag=True, help="a line for each request")
@click.option("--speed", default=1.0, show_default=True, type=click.FloatRange(0.1, 1000), help="of the rehearsal")
def serve(host: str, port: int, workers: int, start: str | None, log_requests: bool, speed: float) -> None:
    """Serve all halls of the database."""
    if workers > 1:
        fail("several workers need a database that several processes may write; SQLite has one writer: --workers 1")
    if start is None and speed != 1.0:
        fail("--speed belongs to a rehearsal: give --rehearse-from TIME as well")
    from .app import Server
    from .serving import serve as serve_forever

    logging.getLogger("queue_server.serving.access").setLevel(logging.INFO if log_requests else logging.WARNING)
    chosen = settings()
    moment = _moment(start) if start else None
    server = Server(chosen, lambda database: clock_for(database, moment, speed))
    try:
        serve_forever(server.app, host, port, stopping=server.close)
    finally:
        server.lock.release()


def _moment(text: str) -> int:
    try:
        return from_datetime(datetime.fromisoformat(text))
    except ValueError:
        fail(f"--rehearse-from {text}: a time with its zone, like 2026-11-25T17:20:00+08:00")


@main.command()
@click.option("--plan", "plan_file", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def init(plan_file: Path) -> None:
    """Found a hall with its plan."""
    plan = load_plan(plan_file.read_text(encoding="utf-8"))
    with opened() as database, journal_of(database) as journal:
        journal.found(plan)
    click.echo(f"{plan.hall}: founded, {len(plan.services)} services, {len(plan.counters)} counters")


@main.group()
def user() -> None:
    """Accounts of staff."""


@user.command("add")
@click.argument("name", type=USERNAME)
@click.option("--hall", help="the hall of the account; without it, every hall")
@click.option("--role", required=True, type=click.Choice(ROLES))
@click.option("--display-name", type=DISPLAY_NAME, help="what people see; the name itself when left away")
def user_add(name: str, hall: str | None, role: Any, display_name: str | None) -> None:
    """Add an account; its password is read from standard input."""
    if hall is None and role in ("clerk", "manager"):
        fail(f"a {role} belongs to a hall: give --hall")
    password = (
        click.prompt("Password", hide_input=True, confirmation_prompt=True)
        if sys.stdin.isatty()
        else sys.stdin.readline().rstrip("\r\n")
    )
    if len(password) < 8:
        fail("the password has fewer than 8 characters")
    with opened() as database, journal_of(database) as journal:
        if hall is not None:
            journal.head(hall)
        Accounts(database).add(name, display_name or name, role, hall, password)
    click.echo(f"{name}: {role}{f' of {hall}' if hall else ', every hall'}")


@main.group()
def device() -> None:
    """Kiosks, displays, printers and terminals."""


@device.command("add")
@click.argument("name", type=USERNAME)
@click.option("--hall", required=True)
@click.option("--kind", required=True, type=click.Choice(DEVICES))
@click.option("--printer", help="of a kiosk or terminal: the printer device for its slips")
def device_add(name: str, hall: str, kind: Any, printer: str | None) -> None:
    """Add a device and print its token, which is shown this once."""
    with opened() as database, journal_of(database) as journal:
        journal.head(hall)
        devices = Devices(database)
        if printer is not None and printer not in devices.printers(hall):
            fail(f"{printer}: no such printer in {hall}; add it first: device add {printer} --kind printer")
        token = devices.add(name, hall, kind, printer)
    click.echo(token)


@main.command()
@click.argument("plan_file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("arrivals", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="write the result here")
def simulate(plan_file: Path, arrivals: Path, json_file: Path | None) -> None:
    """Play a day of ARRIVALS (arrived_at,service,lane,service_s[,persons]) through the hall's rules."""
    from . import simulate as simulator

    try:
        result = simulator.simulate_files(plan_file, arrivals)
    except simulator.ArrivalsInvalid as error:
        fail(f"{arrivals}: {error}")
    if json_file is not None:
        json_file.write_bytes(orjson.dumps(result, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    click.echo(simulator.as_table(result))


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
    with opened() as database, journal_of(database) as journal:
        plan = journal.ask(hall, lambda h, now: h.plan)
        made = database.study(lambda connection: reports.REPORTS[name](connection, hall, plan, first, end))
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
        for hall_id in [hall] if hall else book.written_halls():
            try:
                click.echo(f"{hall_id}: {book.verify(hall_id)} lines, the chain holds")
            except ChainBroken as error:
                click.echo(str(error), err=True)
                broken = True
    sys.exit(1 if broken else 0)


@journal.command()
@click.option("--hall", help="one hall; without it, all")
def rebuild(hall: str | None) -> None:
    """Write the registers anew from the journal. The server must not run meanwhile."""
    lock = WriterLock(settings().database_file)
    with opened() as database, journal_of(database) as book:
        for hall_id in [hall] if hall else book.hall_ids():
            book.rebuild(hall_id)
            click.echo(f"{hall_id}: registers rebuilt")
    lock.release()


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy everything into FILE, while the server runs."""
    from .backup import save

    save(settings(), file)
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


@main.command()
def doctor() -> None:
    """Look at everything a hall needs, and say what to do about what is missing."""
    from .doctor import examine

    trouble = False
    for finding in examine():
        trouble = trouble or not finding.well
        click.echo(f"{'ok     ' if finding.well else 'TROUBLE'} {finding.what}: {finding.words}")
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
    from .api import openapi
    from .api.resources import RESOURCES

    click.echo(orjson.dumps(openapi.document(RESOURCES, __version__), option=orjson.OPT_INDENT_2))
