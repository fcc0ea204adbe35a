"""The HTTP server: gevent's pywsgi, made quick for keep-alive requests and deaf to clients that dawdle.

pywsgi as it comes writes head and body apart (44 ms for each keep-alive POST without TCP_NODELAY), reads heads with
the email package and waits for a slow client for ever.
"""

from __future__ import annotations

import gc
import logging
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

import gevent
from gevent.event import Event
from gevent.pool import Pool
from gevent.pywsgi import WSGIServer

from ..live.strangers import logger_of_strangers
from .handler import Handler
from .listening import listen

__all__ = ["Server", "listen", "nothing", "serve"]

log = logging.getLogger(__name__)
strangers = logger_of_strangers(f"{__name__}.strangers")  # of requests that are none; the app tells its own faults

OWN_FILES = 64  # descriptors that no connection gets: the database, pages, reports
# how long a busy thread keeps the interpreter from another that asks for it: what the database's thread waits for
# again and again in the middle of a commit, while everybody whose press is in it waits
SWITCH_S = 0.0001
# when the collector looks for cycles among what is new, what has stayed, and everything. A look at everything stops
# everybody for a tenth of a second when 20,000 numbers wait: it comes after some 8,000 numbers, or 10,000 screens that
# have left (13 KiB of cycles each), ten times as late as Python's own
COLLECT_AFTER = (5_000, 10, 10)
STOP_S = 5.0  # what running requests get to finish


class Server(WSGIServer):  # type: ignore[misc]
    """Takes connections until `finish`."""

    def __init__(self, listener: socket.socket, app: Any) -> None:
        # pywsgi would ask a name server, which a hall without its wide-area link has not got, and wait
        environ = {"SERVER_NAME": listener.getsockname()[0]}
        pool = Pool(most_connections())
        super().__init__(
            listener, app, spawn=pool, log=None, error_log=strangers, handler_class=Handler, environ=environ
        )  # fmt: skip
        self.handlers: set[Handler] = set()
        self.finishing = False
        self.access_log = logging.getLogger(f"{__name__}.access")
        self._date = (0, b"")

    def date(self) -> bytes:
        """The Date header, made once a second."""
        now = int(time.time())
        if now != self._date[0]:
            self._date = (now, formatdate(now, usegmt=True).encode())
        return self._date[1]

    def finish(self) -> None:
        """Take no more, let running requests end, end what was taken over."""
        self.finishing = True
        self.close()
        for handler in list(self.handlers):
            handler.stop()
        self.stop(timeout=STOP_S)


def raise_open_files() -> None:
    """As many descriptors as the system lets us have: a screen each."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def most_connections() -> int:
    """More wait to be accepted: they cost no descriptor that the hall's own files need."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(soft - OWN_FILES, soft // 2)


def nothing() -> None:
    pass


def serve(
    app: Any,
    listener: socket.socket,
    *,
    started: Callable[[], None] = nothing,
    ended: Event | None = None,
    finishing: Callable[[], None] = nothing,
    stopping: Callable[[], None] = nothing,
) -> None:
    """Serve until SIGTERM or SIGINT, or until `ended`; `started` is called once connections are taken.

    Then call `finishing`, finish what runs, call `stopping`, and return.
    """
    raise_open_files()
    server = Server(listener, app)
    ended = ended or Event()
    gc.collect()
    gc.freeze()  # modules and halls stay: looking through them again and again stops everybody for a tenth of a second
    gc.set_threshold(*COLLECT_AFTER)
    sys.setswitchinterval(SWITCH_S)
    watching = [gevent.signal_handler(number, ended.set) for number in (signal.SIGTERM, signal.SIGINT)]
    server.start()
    log.info("serving on http://%s:%d", *server.address[:2])
    started()
    try:
        ended.wait()
    finally:
        log.info("stopping")
        finishing()
        server.finish()
        stopping()
        for watcher in watching:
            watcher.cancel()
