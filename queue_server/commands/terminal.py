"""What every command of the command line shares: its parts, and words instead of tracebacks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click
from sqlalchemy.exc import DBAPIError

from ..clock import Clock
from ..config import Settings, WrongSetting, read_settings
from ..hall.errors import PlanInvalid
from ..journal import ChainBroken, Database, DatabaseMoved, Journal, JournalBehind, JournalInUse, open_database, schema
from ..refusals import Refusal
from ..registers import MODULES
from .rehearsal import WrongClock


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
    chosen = settings()
    database = open_database(chosen.database, chosen.var)
    try:
        schema.upgrade(database.engine)
        yield database
    finally:
        database.close()


@contextmanager
def journal_of(database: Database) -> Iterator[Journal]:
    journal = Journal(database, Clock(), MODULES)
    try:
        yield journal
    finally:
        journal.close()


def refused(error: Refusal) -> NoReturn:
    """Say a refusal in words, one problem a line."""
    if isinstance(error, PlanInvalid):
        problems: Any = error.data["problems"]
        for found in problems:
            where = ":".join(str(part) for part in (found["line"], found["path"]) if part)
            click.echo(f"plan: {where}: {found['problem']}", err=True)
        sys.exit(1)
    about = ", ".join(str(value) for value in error.data.values())
    fail(f"{error.words.en}{': ' if about else ''}{about} ({error.code})")


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
BRANCH = Name(64)


class Main(click.Group):
    """Every refusal becomes words and exit code 1, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Refusal as error:
            refused(error)
        except (JournalInUse, JournalBehind, ChainBroken, DatabaseMoved, WrongSetting, WrongClock) as error:
            fail(str(error))
        except DBAPIError as error:
            fail(f"the database: {error.orig}")
        except (UnicodeDecodeError, UnicodeEncodeError) as error:
            fail(f"this is not UTF-8: {error.object!r:.60}")
        except OSError as error:
            fail(f"{error.filename or ''}: {error.strerror or error}".lstrip(": "))
