"""One connection: pywsgi's handler with our own reading, writing and time limits."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import gevent
from gevent.pywsgi import WSGIHandler

from ..api.routes import WHOLE_BODY
from ..live.wire import TAKE_OVER
from . import reading
from .reading import LINE_MOST, Refused, Unwanted, Whole, read_chunks, read_head, request_line

if TYPE_CHECKING:
    from . import Server

IDLE_S = 65.0  # a kept connection between two requests, and what a client gets to take an answer
HEAD_S = 10.0  # from the first byte of a request to the end of its head
BODY_S = 20.0
BODY_MOST = 64 * 1024  # read before the app is asked, which a thousand strangers may cost; more only if it wants


def _refusal(status: int, code: str, title: str) -> bytes:
    """A problem as the app would tell it; whose language is not known yet."""
    body = json.dumps({"type": "about:blank", "code": code, "title": title, "status": status}, ensure_ascii=False)
    head = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nConnection: close\r\n"
        f"Content-Type: application/problem+json\r\nContent-Length: {len(body.encode())}\r\n\r\n"
    )
    return head.encode() + body.encode()


_ANSWERS = {
    400: _refusal(400, "bad-request", "请求格式有误 This is no HTTP request that we read."),
    408: _refusal(408, "bad-request", "请求没有在限定时间内发完 The request did not arrive in time."),
    413: _refusal(413, "too-large", "请求内容过大 The request is too large."),
    414: _refusal(414, "bad-request", "网址过长 The address is too long."),
    431: _refusal(431, "bad-request", "请求头过大 The request's head is too large."),
}


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
        except Refused as refused:
            with suppress(OSError):
                self._refuse(refused.status)
        except (OSError, EOFError):
            pass
        return None

    def _refuse(self, status: int) -> None:
        """Say so, and read on a little: closing on unread bytes would take the answer back from its reader."""
        self.socket.sendall(_ANSWERS[status])
        self.socket.shutdown(socket.SHUT_WR)
        with gevent.Timeout(reading.LINGER_S, False):
            while self.socket.recv(64 * 1024):
                gevent.sleep(0)

    def _one_request(self) -> Any:
        if not self.rfile.peek(1):
            return None
        self.idle = False
        with gevent.Timeout(HEAD_S, Refused(408)):
            line = self.rfile.readline(LINE_MOST)
            if line == b"\r\n":  # some old clients end a body with one too many
                line = self.rfile.readline(LINE_MOST)
            if not line:
                return None
            self._read_head(line)
        self.environ = self.get_environ()
        self.application = self.server.application
        self.handle_one_response()
        if self.close_connection or self.server.finishing:
            return None
        # the next request may be there already: without this, a client that sends fast would be served alone
        gevent.sleep(0)
        return True

    def _read_head(self, line: bytes) -> None:
        self.command, self.path, self.request_version = request_line(line)
        self.requestline = f"{self.command} {self.path} {self.request_version}"
        self.headers = read_head(self.rfile)
        self.chunked, self.content_length = self.headers.chunked, self.headers.length
        wanted = self.headers.get("connection").lower()
        self.close_connection = "close" in wanted if self.request_version == "HTTP/1.1" else "keep-alive" not in wanted

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
        environ["wsgi.input"] = self.wsgi_input = body = self._body()
        if isinstance(body, Whole):
            environ[WHOLE_BODY] = body.getvalue()
        environ["wsgi.input_terminated"] = True
        return environ

    def _body(self) -> Any:
        expects = self.headers.get("expect").lower() == "100-continue"
        if self.content_length > BODY_MOST:
            self.close_connection = True
            return Unwanted(self.rfile, self.content_length, self.socket if expects else None, False)
        if not self.content_length and not self.chunked:
            return Whole()
        if expects:
            self.socket.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        with gevent.Timeout(BODY_S, Refused(408)):
            if self.chunked:
                return Whole(read_chunks(self.rfile, BODY_MOST))
            body = self.rfile.read(self.content_length)
        if len(body) < self.content_length:
            raise EOFError
        return Whole(body)

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
        # a fault of the connection: the app's own never come so far. Or we stop before there is an answer: who is told
        # "internal" would not ask again
        if isinstance(error, OSError | gevent.GreenletExit):
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
