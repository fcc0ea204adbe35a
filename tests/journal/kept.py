"""A hall kept by a real journal in a real file, with a clock that only the test moves."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date as Date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import gevent
from sqlalchemy import Connection, select

from queue_server.hall import commands as c
from queue_server.hall.hall import Hall
from queue_server.hall.instants import MINUTE
from queue_server.hall.plan import Plan
from queue_server.journal import Answer, Journal, open_database, schema
from queue_server.registers import MODULES, found_hall
from tests.hall.halls import CITIZEN, KIOSK, MANAGER, MONDAY, at, clerk, everything, plan_with
from tests.postgres import new_database

HALL = "h"

Rows = dict[str, list[tuple[Any, ...]]]


class KeptHall:
    """`url`: of another engine than SQLite in `file`."""

    def __init__(self, file: Path, plan: Plan | None = None, now: int | None = None, url: str = "") -> None:
        self.file = file
        self.url = url or f"sqlite:///{file}"
        self.now = at("09:00") if now is None else now
        self.today = MONDAY
        self._tickets = 0
        self.open()
        found_hall(self.journal, plan or plan_with())

    def open(self) -> None:
        self.database = open_database(self.url, self.file.parent)
        schema.upgrade(self.database.engine)
        self.journal = Journal(self.database, lambda: self.now, MODULES)

    def close(self) -> None:
        self.journal.close()

    def restart(self, from_the_first_line: bool = False) -> None:
        self.close()
        if from_the_first_line:
            shutil.rmtree(self.checkpoint.parent)
        self.open()

    @property
    def checkpoint(self) -> Path:
        assert self.database.folds is not None
        return self.database.folds / HALL

    @contextmanager
    def no_commits(self) -> Iterator[None]:
        """The engine refuses every line."""
        if self.database.alone:
            self.sql("CREATE TRIGGER no BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'no'); END")
        else:
            self.sql("CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$")
            self.sql("CREATE TRIGGER no BEFORE INSERT ON journal EXECUTE FUNCTION no()")
        yield
        self.sql("DROP TRIGGER no" if self.database.alone else "DROP FUNCTION no CASCADE")

    @contextmanager
    def no_commit_ends_well(self) -> Iterator[None]:
        """The engine takes every line, and refuses the COMMIT: a row is owed until then."""
        self.sql("CREATE TABLE owed (n INTEGER PRIMARY KEY)")
        self.sql("CREATE TABLE owing (n INTEGER REFERENCES owed DEFERRABLE INITIALLY DEFERRED)")
        if self.database.alone:
            self.sql("CREATE TRIGGER owe AFTER INSERT ON journal BEGIN INSERT INTO owing VALUES (1); END")
        else:
            body = "BEGIN INSERT INTO owing VALUES (1); RETURN NULL; END"
            self.sql(f"CREATE FUNCTION owe() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
            self.sql("CREATE TRIGGER owe AFTER INSERT ON journal EXECUTE FUNCTION owe()")
        yield
        self.sql("DROP TRIGGER owe" if self.database.alone else "DROP FUNCTION owe CASCADE")

    @contextmanager
    def disk_full(self) -> Iterator[None]:
        """The file cannot grow, as long as the writer's connection lasts; where a server keeps it, see no_commits."""
        if not self.database.alone:
            with self.no_commits():
                yield
            return
        self.database.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 1"))
        yield

    # time

    def at(self, clock: str, date: Date | None = None) -> KeptHall:
        """Let the hall's time go on to this moment."""
        self.today = date or self.today
        self.now = at(clock, self.today)
        self.do(c.Tick(), c.SYSTEM)
        return self

    def wait(self, minutes: float) -> None:
        self.now += round(minutes * MINUTE)

    # commands

    def do(self, command: c.Command, actor: c.Actor = MANAGER, **more: Any) -> Answer:
        return self.journal.command(HALL, command, actor, **more)

    def issue(self, service: str = "household", lane: str | None = None, *, actor: c.Actor = KIOSK, **more: Any) -> str:
        """The new number's id."""
        self._tickets += 1
        ticket = f"t{self._tickets}"
        self.do(c.IssueTicket(ticket, service, lane, **more), actor)
        return ticket

    def sign_in(self, counter: str, who: str | None = None, role: Any = "A") -> None:
        self.do(c.SignIn(counter, role), clerk(who or f"clerk-{counter}"))

    def press(self, command: c.CounterCommand) -> Answer:
        """A press by who is on post at the counter."""
        post = self.ask(lambda h, now: h.counter(command.counter).post)
        return self.do(command, clerk(post.clerk if post else f"clerk-{command.counter}"))

    def serve(self, counter: str) -> None:
        """Call the next one and start."""
        self.press(c.CallNext(counter))
        self.press(c.StartServing(counter))

    def finish(self, counter: str, outcome: str = "done", **more: Any) -> None:
        self.press(c.Finish(counter, outcome, **more))

    def cancel(self, ticket: str) -> None:
        self.do(c.CancelTicket(ticket), CITIZEN)

    def rejoin(self, ticket: str) -> None:
        self.do(c.RejoinTicket(ticket), CITIZEN)

    # looking

    def ask(self, question: Callable[[Hall, int], Any]) -> Any:
        return self.journal.ask(HALL, question)

    def state(self) -> Any:
        """All that the hall holds in memory."""
        return self.ask(lambda h, now: everything(h))

    def head(self) -> int:
        return self.journal.head(HALL)

    def registers(self) -> Rows:
        """Every row of every register, in order of its key."""
        return self.database.read(_rows)

    def register(self, name: str) -> list[dict[str, Any]]:
        """The rows of one register, by column."""
        table = next(p.table for p in MODULES.tables if p.table.name == name)

        def work(connection: Connection) -> list[dict[str, Any]]:
            rows = connection.execute(select(table).order_by(*table.primary_key.columns))
            return [dict(row._mapping) for row in rows]

        return self.database.read(work)

    def sql(self, statement: str, *values: Any) -> None:
        """Change the file behind the journal's back."""
        if not self.database.alone:
            statement = statement.replace("?", "%s").replace(" by ", ' "by" ')
        self.database.write(lambda connection: connection.exec_driver_sql(statement, values))


@contextmanager
def kept_by(engine: str, **more: Any) -> Iterator[KeptHall]:
    """A hall kept by "sqlite" or "postgresql", in a folder of its own with a short name."""
    with TemporaryDirectory() as folder:
        hall = KeptHall(Path(folder) / "queue.sqlite", url=new_database() if engine == "postgresql" else "", **more)
        yield hall
        hall.close()


def _rows(connection: Connection) -> Rows:
    tables = [projector.table for projector in MODULES.tables]
    return {
        table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
        for table in tables
    }


def together(*works: Callable[[], Any]) -> list[Any]:
    """Run works at the same moment; what each returned, or the error it raised."""
    people = [gevent.spawn(partial(_outcome, work)) for work in works]
    gevent.joinall(people, raise_error=True)
    return [person.value for person in people]


def _outcome(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except Exception as error:
        return error
