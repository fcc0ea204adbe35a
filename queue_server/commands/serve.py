"""`queue-server serve`: one process, or a supervisor and its workers."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from datetime import datetime

import click

from ..clock import Clock
from ..config import Settings
from ..hall.instants import from_datetime
from ..journal import Database
from .rehearsal import clock_for
from .terminal import fail, opened, settings


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1))
@click.option("--rehearse-from", "start", metavar="TIME", help="run the hall's clock from this time (ISO, with zone)")
@click.option("--clock-is-right", "is_right", is_flag=True, help="the journal's last line is older than two weeks")
@click.option("--log-requests", is_flag=True, help="a line for each request")
@click.option("--speed", default=1.0, show_default=True, type=click.FloatRange(0.1, 1000), help="of the rehearsal")
# what a supervisor tells its workers
@click.option("--listen-on", type=int, hidden=True)
@click.option("--lifeline", type=int, hidden=True)
@click.option("--rehearsal-began", type=(int, int), hidden=True)
def serve(
    host: str, port: int, workers: int, start: str | None, log_requests: bool, speed: float, is_right: bool,
    listen_on: int | None, lifeline: int | None, rehearsal_began: tuple[int, int] | None,
) -> None:  # fmt: skip
    """Serve all halls of the database. Several workers need PostgreSQL; SIGHUP replaces them one by one."""
    chosen = settings()
    if workers > 1 and chosen.database_file is not None:
        fail(
            "several workers need a database that several processes may write, and SQLite has one writer. Set "
            "QUEUE_DATABASE_URL=postgresql+psycopg://… (and QUEUE_REDIS_URL), or serve with --workers 1"
        )
    if start is None and rehearsal_began is None and speed != 1.0:
        fail("--speed belongs to a rehearsal: give --rehearse-from TIME as well")
    logging.getLogger("queue_server.serving.access").setLevel(logging.INFO if log_requests else logging.WARNING)
    moment = _moment(start) if start else None

    def clock(database: Database) -> Clock:
        if rehearsal_began:
            return Clock(rehearsal_began[0], speed, since=rehearsal_began[1])
        return clock_for(database, moment, speed, is_right)

    if workers > 1:
        from ..serving.listening import listen_together
        from ..workers.supervisor import supervise

        with opened() as database:
            began = clock(database).began
        options = ["--speed", str(speed), "--rehearsal-began", *map(str, began)] if start else []
        options += [flag for flag, on in (("--log-requests", log_requests), ("--clock-is-right", is_right)) if on]
        if not supervise(listen_together(host, port, workers), options):
            fail("no worker came up; what kept them from it stands above")
        return
    _work(chosen, clock, host, port, listen_on, lifeline)


def _work(
    chosen: Settings, clock: Callable[[Database], Clock], host: str, port: int, listen_on: int | None,
    lifeline: int | None,
) -> None:  # fmt: skip
    from ..app import Server
    from ..serving import listen, nothing
    from ..serving import serve as serve_forever
    from ..workers.supervisor import Lifeline

    server = Server(chosen, clock)
    line = Lifeline(lifeline) if lifeline is not None else None
    listener = listen(host, port) if listen_on is None else socket.socket(fileno=listen_on)
    try:
        serve_forever(
            server.app,
            listener,
            started=line.tell_ready if line else nothing,
            ended=line.ended if line else None,
            finishing=server.house.print_rooms.close,
            stopping=server.close,
        )
    finally:
        server.lock.release()


def _moment(text: str) -> int:
    try:
        return from_datetime(datetime.fromisoformat(text))
    except ValueError:
        fail(f"--rehearse-from {text}: a time with its zone, like 2026-11-25T17:20:00+08:00")
