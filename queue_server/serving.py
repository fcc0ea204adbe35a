"""The HTTP server: gevent's pywsgi, made quick for keep-alive requests and deaf to clients that dawdle.

pywsgi as it comes writes head and body apart (44 ms for each keep-alive POST without TCP_NODELAY), reads heads with
the email package and waits for a slow client for ever.
"""

from __future__ import annotations

import io
import logging
import resource
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from email.utils import formatdate
from typing import Any
from urllib.parse import unquote

import gevent
from gevent.event import Event
from gevent.pool import Pool
from gevent.pywsgi import Input, WSGIHandler, WSGIServer

from .live.wire import TAKE_OVER

log = logging.getLogger(__name__)

BACKLOG = 1024  # connections that come while we are busy: all screens of a hall after a restart
IDLE_S = 65.0  # a kept connection between two requests, and what a client gets to take an answer
HEAD_S = 10.0  # from the first line of a request to the end of its head
BODY_S = 20.0
LINE_MOST = 8 * 1024
HEAD_MOST = 32 * 1024
BODY_MOST = 1024 * 1024  # read before the app is asked; larger ones are the app's to refuse
LINGER_S = 5.0  # how long what nobody wants is read on, so that its sender sees the refusal
STOP_S = 5.0  # what running requests get to finish

_ANSWERS = {
    400: b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
    408: b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
    414: b"HTTP/1.1 414 URI Too Long\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
    431: b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
}
_METHOD = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_TOKEN = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class _Refused(ValueError):
    """What came is no request that we read; `status` is one of _ANSWERS."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(status)


class Head:
    """The header fields of a request, in the form in which pywsgi asks for them."""

    status = ""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}

    def get(self, name: str, default: str = "") -> str:
        return self.fields.get(name.lower(), default)

    def add(self, line: str) -> None:
        name, colon, value = line.partition(":")
        # a name with space is how requests are smuggled, a line that begins with one is a fold that HTTP gave up
        if not colon or not name or not _TOKEN.issuperset(name):
            raise _Refused(400)
        name, value = name.lower(), value.strip(" \t\r\n")
        if "\r" in value or "\0" in value:
            raise _Refused(400)
        if name not in self.fields:
            self.fields[name] = value
        elif name in ("content-length", "transfer-encoding", "host"):
            raise _Refused(400)
        else:
            self.fields[name] += ("; " if name == "cookie" else ",") + value


class _Unwanted(Input):  # type: ignore[misc]
    """A body that is too large to be read before the app is asked. What the app leaves of it is not read to its end."""

    def _discard(self) -> None:
        if self.socket is not None:  # it was never asked for with "100 Continue"
            return
        with gevent.Timeout(LINGER_S, False):
            while self.read(16 * 1024):
                pass


class Handler(WSGIHandler):  # type: ignore[misc]
    """One connection."""

    server: Server
    provided_date: str | None

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.idle = True  # between two requests
        self.end: Callable[[], None] | None = None  # of who has taken the connection over

    def handle(self) -> None:
        self.socket.settimeout(IDLE_S)
        self.server.handlers.add(self)
        try:
            super().handle()
        finally:
            self.server.handlers.discard(self)

    def stop(self) -> None:
        """End at once what is between two requests, or was taken over. A running request ends by itself."""
        if self.end is not None:
            self.end()
        elif self.idle:
            with suppress(OSError):  # it is gone already
                self.socket.shutdown(socket.SHUT_RDWR)

    def take_over(self, end: Callable[[], None]) -> Any:
        """The socket, for an app that speaks another protocol on it from here on (TAKE_OVER)."""
        self.end = end
        self.close_connection = True
        return self.socket

    # reading

    def handle_one_request(self) -> Any:
        self.idle = True
        try:
            return self._one_request()
        except _Refused as refused:
            with suppress(OSError):
                self._refuse(refused.status)
        except (OSError, EOFError):
            pass
        return None

    def _refuse(self, status: int) -> None:
        """Say so, and read on a little: closing on unread bytes would take the answer back from its reader."""
        self.socket.sendall(_ANSWERS[status])
        self.socket.shutdown(socket.SHUT_WR)
        with gevent.Timeout(LINGER_S, False):
            while self.socket.recv(64 * 1024):
                pass

    def _one_request(self) -> Any:
        line = self.rfile.readline(LINE_MOST)
        if line == b"\r\n":  # some old clients end a body with one too many
            line = self.rfile.readline(LINE_MOST)
        if not line:
            return None
        self.idle = False
        with gevent.Timeout(HEAD_S, _Refused(408)):
            self._read_head(line)
        self.environ = self.get_environ()
        self.application = self.server.application
        self.handle_one_response()
        return None if self.close_connection or self.server.finishing else True

    def _read_head(self, line: bytes) -> None:
        if not line.endswith(b"\n"):
            raise _Refused(414 if len(line) >= LINE_MOST else 400)
        self.requestline = line.decode("latin-1").rstrip("\r\n")
        try:
            self.command, self.path, self.request_version = self.requestline.split(" ")
        except ValueError:
            raise _Refused(400) from None
        if self.request_version not in ("HTTP/1.1", "HTTP/1.0") or not _METHOD.issuperset(self.command):
            raise _Refused(400)
        self.headers = self._read_fields()
        self.content_length = self._length()
        wanted = self.headers.get("connection").lower()
        self.close_connection = "close" in wanted if self.request_version == "HTTP/1.1" else "keep-alive" not in wanted

    def _read_fields(self) -> Head:
        head, left = Head(), HEAD_MOST
        while True:
            line = self.rfile.readline(left)
            if line in (b"\r\n", b"\n"):
                return head
            left -= len(line)
            if not line.endswith(b"\n"):
                raise _Refused(431) if left <= 0 else EOFError
            head.add(line.decode("latin-1"))

    def _length(self) -> int:
        length, coding = self.headers.get("content-length"), self.headers.get("transfer-encoding").lower()
        if coding and (coding != "chunked" or length):
            raise _Refused(400)
        if not length:
            return 0
        if not length.isascii() or not length.isdecimal() or len(length) > 15:
            raise _Refused(400)
        return int(length)

    def get_environ(self) -> dict[str, Any]:
        environ: dict[str, Any] = self.server.get_environ()
        path, _, query = self.path.partition("?")
        environ["REQUEST_METHOD"] = self.command
        environ["SCRIPT_NAME"] = ""
        environ["PATH_INFO"] = unquote(path, encoding="latin-1") if "%" in path else path
        environ["QUERY_STRING"] = query
        environ["SERVER_PROTOCOL"] = self.request_version
        environ["REMOTE_ADDR"], environ["REMOTE_PORT"] = str(self.client_address[0]), str(self.client_address[1])
        for name, value in self.headers.fields.items():
            if "_" not in name:  # it would pass for the one with a hyphen
                environ["HTTP_" + name.upper().replace("-", "_")] = value
        for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            value = environ.pop("HTTP_" + name, None)
            if value is not None:
                environ[name] = value
        environ[TAKE_OVER] = self.take_over
        environ["wsgi.input"] = self.wsgi_input = self._body()
        environ["wsgi.input_terminated"] = True
        return environ

    def _body(self) -> Any:
        expects = self.headers.get("expect").lower() == "100-continue"
        chunked = bool(self.headers.get("transfer-encoding"))
        if chunked or self.content_length > BODY_MOST:
            self.close_connection = True
            length = None if chunked else self.content_length
            return _Unwanted(self.rfile, length, self.socket if expects else None, chunked)
        if not self.content_length:
            return _Whole()
        if expects:
            self.socket.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        with gevent.Timeout(BODY_S, _Refused(408)):
            body = self.rfile.read(self.content_length)
        if len(body) < self.content_length:
            raise EOFError
        return _Whole(body)

    # writing

    def finalize_headers(self) -> None:
        if self.provided_date is None:
            self.response_headers.append((b"Date", self.server.date()))
            self.provided_date = ""
        if self.server.finishing:
            self.close_connection = True
        if self.close_connection and not any(name.lower() == b"connection" for name, _ in self.response_headers):
            self.response_headers.append((b"Connection", b"close"))
        super().finalize_headers()

    def _write_with_headers(self, data: bytes) -> None:
        """Head and body in one piece: one packet, one wake-up of the client."""
        self.headers_sent = True
        self.finalize_headers()
        head = bytearray(b"HTTP/1.1 " + self.status + b"\r\n")
        for name, value in self.response_headers:
            head += name + b": " + value + b"\r\n"
        head += b"\r\n"
        if self.response_use_chunked:
            self._sendall(head)
            self._write(data)
        else:
            self._sendall(head + data)

    def handle_error(self, kind: Any, error: Any, trace: Any) -> None:
        if isinstance(error, OSError):  # of the connection: the app's own never come so far
            self.close_connection = True
        else:
            super().handle_error(kind, error, trace)

    def log_request(self) -> None:
        if self.server.access_log.isEnabledFor(logging.INFO):
            self.server.access_log.info(
                "%s %s", self.command, self.path.partition("?")[0],
                extra={
                    "status": self.code, "bytes": self.response_length, "from": self.client_address[0],
                    "took_ms": round((self.time_finish - self.time_start) * 1000, 1),
                },
            )  # fmt: skip


class _Whole(io.BytesIO):
    """A body that was read before the app was asked."""

    def _discard(self) -> None:
        """Nothing of it is left on the connection."""


class Server(WSGIServer):  # type: ignore[misc]
    """Takes connections until `finish`."""

    def __init__(self, listener: socket.socket, app: Any) -> None:
        super().__init__(listener, app, spawn=Pool(), log=None, error_log=log, handler_class=Handler)
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


def listen(host: str, port: int, reuse_port: bool = False) -> socket.socket:
    """A listening socket. Each connection inherits TCP_NODELAY from it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=BACKLOG, reuse_port=reuse_port)
    except OSError as error:
        raise OSError(error.errno, error.strerror, f"{host}:{port}") from None
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def raise_open_files() -> None:
    """As many descriptors as the system lets us have: a screen each."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def serve(app: Any, host: str, port: int, *, stopping: Callable[[], None] = lambda: None) -> None:
    """Serve until SIGTERM or SIGINT; then finish what runs, call `stopping`, and return."""
    raise_open_files()
    server = Server(listen(host, port), app)
    ended = Event()
    watching = [gevent.signal_handler(number, ended.set) for number in (signal.SIGTERM, signal.SIGINT)]
    server.start()
    log.info("serving on http://%s:%d", *server.address[:2])
    try:
        ended.wait()
    finally:
        log.info("stopping")
        server.finish()
        stopping()
        for watcher in watching:
            watcher.cancel()
