"""A screen's websocket: written without waiting while the screen keeps up, with only the newest views when not.

`socketio_for` makes the Flask-SocketIO server over it. A `Wire` takes the place of engineio's own driver (the class
that its async mode names `websocket`), because that one

- accepts per-message deflate, which costs 100 KiB a screen for views that fit one packet anyway;
- passes a frame to `send` once, which may take a part of it, and the stream is broken from there on;
- lets packets pile up for a screen that does not read;
- cannot send bytes that are framed already. A server's frames are not masked, so one frame serves all screens.
"""

from __future__ import annotations

import base64
import binascii
import socket as _socket
from collections import deque
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

import gevent
from engineio.packet import NOOP, Packet
from flask import Flask
from flask_socketio import SocketIO
from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Event, Ping, TextMessage
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import LocalProtocolError, RemoteProtocolError, generate_accept_token

from .strangers import logger_of_strangers

log = logger_of_strangers(__name__)

WIRE = "queue_server.wire"  # in the environ of a connection: its Wire
# in the environ, put there by the HTTP server: take_over(end) -> the socket, which is ours from then on; `end` is
# called when the server stops
TAKE_OVER = "queue_server.take_over"
PATH = "/socket.io"
HEARD_MOST = 16 * 1024  # bytes of one message; a join is a few hundred
FRAMES_MOST = 200  # heard in a second, after which a screen is dropped; one that is ours says a dozen in its life
ANSWERS_MOST = 32  # unread answers, after which a screen that asks on is dropped
PING_S = 20
SLOW_S = 15.0  # a frame that a screen has not taken by then: it is gone, or no use
SEND_BUFFER = 128 * 1024  # bytes the kernel keeps for a screen: what a stuck one can cost
_RECEIVE = 4096

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


def socketio_for(app: Flask) -> SocketIO:
    """The app's Socket.IO server: websockets only, each on a Wire."""
    socketio = SocketIO(
        app,
        async_mode="gevent",
        transports=["websocket"],
        async_handlers=False,  # who asks is answered before it is heard again
        serve_client=False,
        http_compression=False,
        manage_session=False,
        ping_interval=PING_S,
        ping_timeout=PING_S,
        max_http_buffer_size=HEARD_MOST,
        logger=logger_of_strangers(f"{__name__}.socketio"),
        engineio_logger=logger_of_strangers(f"{__name__}.engineio"),
    )
    # the async mode is a table of classes, shared by all servers of the process: ours gets a copy with our driver
    engine = socketio.server.eio
    engine._async = {**engine._async, "websocket": Wire}
    app.wsgi_app = _WholeUpgrades(app.wsgi_app)  # type: ignore[method-assign]
    return socketio


class _WholeUpgrades:
    """Refuses what asks Socket.IO for a websocket and is no upgrade: engineio would answer it as if it polled."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Any:
        if environ.get("PATH_INFO", "").startswith(PATH):
            wanted = [part.strip().lower() for part in environ.get("HTTP_CONNECTION", "").split(",")]
            if "upgrade" not in wanted or environ.get("HTTP_UPGRADE", "").lower() != "websocket":
                return _refuse(start_response, "426 Upgrade Required", ("Upgrade", "websocket"))
        return self._app(environ, start_response)


def _refuse(start_response: StartResponse, status: str, *headers: tuple[str, str]) -> list[bytes]:
    start_response(status, [("Content-Length", "0"), *headers])
    return [b""]


def text_frame(text: bytes) -> bytes:
    """A whole text message as one unmasked websocket frame (RFC 6455, 5.2)."""
    length = len(text)
    if length < 126:
        return b"\x81" + length.to_bytes(1, "big") + text
    if length < 1 << 16:
        return b"\x81\x7e" + length.to_bytes(2, "big") + text
    return b"\x81\x7f" + length.to_bytes(8, "big") + text


class _Newest(Packet):  # type: ignore[misc]
    """Stands in a slow screen's queue for what is held for it; what that is, is looked up when its turn comes."""

    mark = "newest"

    def encode(self, b64: bool = False) -> str:
        return self.mark


_NEWEST = _Newest(NOOP)


class Wire:
    """One connection. engineio calls it with the handshake, then `wait`, `send` and `close`; the relay `push`es."""

    def __init__(self, session: Any, engine: Any) -> None:
        self._session = session  # the bound method of engineio's Socket that runs the connection
        self._socket = session.__self__
        self._patience_s = engine.ping_interval + engine.ping_timeout
        self._connection: Any = None
        self._frames = Connection(ConnectionType.SERVER)  # without extensions: no deflate
        self._inbox: deque[str] = deque()
        self._second, self._heard_in_it = 0.0, 0
        self._partly = ""  # of a message that comes in several frames
        self._writing = False  # the writer waits for the screen in the middle of a frame
        self._rest = b""  # of a frame that the screen did not take whole
        self._held: dict[object, bytes] = {}  # the newest frame of each key
        self._marked = False  # a _NEWEST is in the queue
        self.open = False
        self.environ: dict[str, Any] = {}
        self.auth: object = None  # what the screen gave when it connected
        self.on_close: Callable[[Wire], None] | None = None

    # engineio's side

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> list[bytes]:
        accept = _accept_token(environ)
        if accept is None:
            self._end_session()
            return _refuse(start_response, "400 Bad Request", ("Sec-WebSocket-Version", "13"))
        self.environ = environ
        environ[WIRE] = self
        self._connection = environ[TAKE_OVER](lambda: self.close(CloseReason.GOING_AWAY))
        self._connection.settimeout(self._patience_s)  # a screen answers each ping
        self._connection.setsockopt(_socket.SOL_SOCKET, _socket.SO_SNDBUF, SEND_BUFFER)
        self.open = True
        try:
            self._write(
                b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
            )
            self._session(self)
        except Exception as error:  # whatever a stranger sent ends its own connection, and no more
            log.warning("a screen was dropped: %r", error)
        finally:
            self.close()
            self._end_session()
        return []

    def _end_session(self) -> None:
        """For the ways out on which engineio does not do it itself."""
        self._socket.queue.put(None)
        self._socket.close(wait=False, abort=True)

    def wait(self) -> str | None:
        """The next message; None when the connection has ended."""
        if self._socket.queue.qsize() > ANSWERS_MOST:
            self.close(CloseReason.POLICY_VIOLATION)
        while self.open:
            gevent.sleep(0)  # one that talks without a pause does not keep the others waiting
            if self._inbox:
                return self._inbox.popleft()
            try:
                data = self._connection.recv(_RECEIVE)
                if not data:
                    break
                self._frames.receive_data(data)
                for event in self._events():
                    self._heard(event)
            except (RemoteProtocolError, LocalProtocolError):
                self.close(CloseReason.PROTOCOL_ERROR)
            except OSError:
                break
        self.close()
        return None

    def _events(self) -> Iterator[Event]:
        for event in self._frames.events():
            if not self.open:  # the one before was the last that we heed
                return
            if self._talks_too_much():
                self.close(CloseReason.POLICY_VIOLATION)
                return
            yield event

    def _talks_too_much(self) -> bool:
        now = monotonic()
        if now - self._second >= 1.0:
            self._second, self._heard_in_it = now, 0
        self._heard_in_it += 1
        return self._heard_in_it > FRAMES_MOST

    def _heard(self, event: Event) -> None:
        if isinstance(event, TextMessage):
            self._partly += event.data
            if len(self._partly) > HEARD_MOST:
                self.close(CloseReason.MESSAGE_TOO_BIG)
            elif event.message_finished:
                self._inbox.append(self._partly)
                self._partly = ""
        elif isinstance(event, Ping):
            self.push("pong", self._frames.send(event.response()))
        elif isinstance(event, BytesMessage):
            self.close(CloseReason.UNSUPPORTED_DATA)
        elif isinstance(event, CloseConnection):
            self.close(event.code)

    def send(self, message: str) -> None:
        """Of engineio's writing greenlet alone: a packet from the queue, in its order."""
        if message is not _Newest.mark:
            self._write(text_frame(message.encode()))
            return
        self._marked = False
        self._write(b"")
        while self._held:
            self._write(self._held.pop(next(iter(self._held))))

    def _write(self, data: bytes) -> None:
        """All of it, after what is left of the frame before. Raises OSError when the screen is gone or too slow."""
        data, self._rest = self._rest + data, b""
        sent = self._write_at_once(data)
        if sent == len(data):
            return
        left = memoryview(data)[sent:]
        self._writing = True
        try:
            with gevent.Timeout(SLOW_S, TimeoutError("too slow")):
                while left:
                    left = left[self._connection.send(left) :]
            self._writing = False
        finally:
            if self._writing:  # the frame is broken off: nothing can follow it
                self.close()

    def _write_at_once(self, data: bytes) -> int:
        """As many bytes as the kernel takes without waiting."""
        if not self.open:
            raise OSError("closed")
        try:
            return self._connection.send(data, 0, 0.0)  # type: ignore[no-any-return]
        except BlockingIOError:
            return 0

    def close(self, reason: int = CloseReason.NORMAL_CLOSURE) -> None:
        """End it now, from any greenlet; whoever waits on it is woken."""
        if not self.open:
            return
        try:
            if not self._writing and not self._rest:
                self._write_at_once(self._frames.send(CloseConnection(reason)))
            self.open = False
            self._connection.shutdown(_socket.SHUT_RDWR)
        except (OSError, LocalProtocolError):  # it is gone already, or the reason is none that may be sent
            pass
        finally:
            self.open = False
            self._held.clear()
        if self.on_close is not None:
            self.on_close(self)

    # the relay's side

    def push(self, key: object, frame: bytes) -> None:
        """Send a frame at once when the screen keeps up; else hold it, in place of the one of this key before.

        Never waits, never raises, never overtakes what is queued already.
        """
        if not self.open:
            return
        if self._writing or self._rest or self._held or not self._socket.queue.empty():
            self._held[key] = frame
        else:
            try:
                sent = self._write_at_once(frame)
            except OSError:
                self.close()
                return
            if sent == len(frame):
                return
            self._rest = frame[sent:]
        if not self._marked:
            self._marked = True
            self._socket.queue.put(_NEWEST)


def _accept_token(environ: dict[str, Any]) -> bytes | None:
    """What the answer to a websocket handshake proves itself with; None when it is no proper handshake."""
    key = environ.get("HTTP_SEC_WEBSOCKET_KEY", "")
    try:
        whole = len(base64.b64decode(key, validate=True)) == 16
    except (binascii.Error, ValueError):
        whole = False
    if not whole or environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13" or TAKE_OVER not in environ:
        return None
    return generate_accept_token(key.encode())
