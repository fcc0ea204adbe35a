"""A wire between a worker and PostgreSQL that answers a COMMIT in its own way: it reads the server's protocol, message
by message (https://www.postgresql.org/docs/current/protocol-message-formats.html).

Only the COMMIT of a transaction that changed or held something is met; each way is used once, in the order given.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from time import sleep
from typing import BinaryIO

Message = tuple[bytes, bytes]  # kind, and all of it as it is sent

LATE_S = 0.03
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing sends RST
_CHANGES = (b"INSERT", b"UPDATE", b"DELETE")


def message(kind: bytes, body: bytes) -> Message:
    return kind, kind + struct.pack("!i", len(body) + 4) + body


def _said(severity: bytes, code: bytes, text: bytes) -> Message:
    fields = {b"S": severity, b"V": severity, b"C": code, b"M": text}
    return message(b"E", b"".join(name + value + b"\0" for name, value in fields.items()) + b"\0")


FATAL = _said(b"FATAL", b"57P01", b"terminating connection due to administrator command")
COMMITTED = message(b"C", b"COMMIT\0")
# a statement that the server refuses when it is bound: its own 1 (parsed) is taken out of the answers
BROKEN_STATEMENT = (
    message(b"P", b"\0SELECT 1/0\0\0\0")[1] + message(b"B", b"\0\0\0\0\0\0\0\0")[1] + message(b"E", b"\0\0\0\0\0")[1]
)


@dataclass(frozen=True)
class Way:
    """How a COMMIT is answered.

    `arrives`: it comes to the server. `answer`: what comes back of the server's answers to it, as bytes; they are in
    order, the one of the COMMIT before the one that says that the server is ready again. `ends`: the wire, after that.
    """

    name: str
    arrives: bool
    answer: Callable[[list[Message]], bytes]
    ends: str = "closed"  # closed, reset, or not: open
    before: bytes = b""  # what comes to the server just before it


def _all(answers: list[Message]) -> bytes:
    return b"".join(raw for _, raw in answers)


def _half_of_commit(answers: list[Message]) -> bytes:
    return _all(answers[:-2]) + COMMITTED[1][:7]


def _late(answers: list[Message]) -> bytes:
    sleep(LATE_S)
    return _all(answers)


def _without_the_extra(answers: list[Message]) -> bytes:
    refused = next(place for place, (kind, _) in enumerate(answers) if kind == b"E")
    return _all(answers[: refused - 1] + answers[refused:])


def _nothing(answers: list[Message]) -> bytes:
    return b""


WAYS = (
    Way("FATAL in place of the sync, carried out", True, lambda answers: _all(answers[:-1]) + FATAL[1]),
    Way("FATAL in place of the answer, carried out", True, lambda answers: _all(answers[:-2]) + FATAL[1]),
    Way("FATAL, not carried out", False, lambda answers: FATAL[1]),
    Way("nothing, carried out", True, _nothing),
    Way("nothing, carried out, reset", True, _nothing, "reset"),
    Way("nothing, not carried out", False, _nothing),
    Way("nothing, not carried out, reset", False, _nothing, "reset"),
    Way("half a message, carried out", True, _half_of_commit),
    Way("half a message, not carried out", False, lambda answers: COMMITTED[1][:7]),
    Way("no end, carried out", True, lambda answers: _all(answers[:-1])),
    Way("a late success", True, _late, "open"),
    Way("an error of the statement before", True, _without_the_extra, "open", BROKEN_STATEMENT),
)


class CommitWire:
    """`ways` are used up, `met` counts those that were; while `away` is above 0 so many new connections are refused."""

    def __init__(self, server: int) -> None:
        self.ways: deque[Way] = deque()
        self.away = 0
        self.met: Counter[str] = Counter()
        self._server = ("127.0.0.1", server)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._take, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _take(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self.away:
                self.away -= 1
                client.close()
                continue
            threading.Thread(target=_Session(self, client, self._server).run, daemon=True).start()


class _Session:
    """One connection: what the worker sends is read here, what the server answers on a thread of its own."""

    def __init__(self, wire: CommitWire, client: socket.socket, server: tuple[str, int]) -> None:
        self.wire, self.client = wire, client
        self.server = socket.create_connection(server)
        for end in (self.client, self.server):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.statements: dict[bytes, bytes] = {}
        self.changed = False
        self.way: Way | None = None
        self.from_client, self.from_server = self.client.makefile("rb"), self.server.makefile("rb")

    def run(self) -> None:
        with suppress(OSError):
            if not self._hello():
                return
            threading.Thread(target=self._back, daemon=True).start()
            for kind, raw in _messages(self.from_client):
                if self._is_commit(kind, raw) and self.changed and self.wire.ways:
                    self.way = self.wire.ways.popleft()
                    self.wire.met[self.way.name] += 1
                    if not self.way.arrives:
                        self._end(self.way.answer([]), self.way.ends)
                        return
                    self.server.sendall(self.way.before)
                self.server.sendall(raw)
        self._shut(self.server)

    def _hello(self) -> bool:
        """What comes before messages have kinds: is the wire encrypted (no), and who is there."""
        while head := self.from_client.read(4):
            (size,) = struct.unpack("!i", head)
            body = self.from_client.read(size - 4)
            (code,) = struct.unpack("!i", body[:4])
            if code in (80877103, 80877104):  # SSL, GSS
                self.client.sendall(b"N")
                continue
            self.server.sendall(head + body)
            return code == 196608
        return False

    def _is_commit(self, kind: bytes, raw: bytes) -> bool:
        """Whether with this message a COMMIT is asked for: it is sent as a query, or bound."""
        query = b""
        if kind == b"P":
            name, text, _ = raw[5:].split(b"\0", 2)
            self.statements[name] = text
        elif kind == b"B":
            query = self.statements.get(raw[5:].split(b"\0", 2)[1], b"")
        elif kind == b"Q":
            query = raw[5:].rstrip(b"\0")
        if query.startswith(b"BEGIN"):
            self.changed = False
        self.changed = self.changed or any(word in query for word in _CHANGES)
        return query == b"COMMIT"

    def _back(self) -> None:
        held: list[Message] = []
        with suppress(OSError):
            for kind, raw in _messages(self.from_server):
                way = self.way
                if way is None:
                    self.client.sendall(raw)
                    continue
                held.append((kind, raw))
                if kind == b"Z":
                    answer, held, self.way = way.answer(held), [], None
                    if way.ends != "open":
                        self._end(answer, way.ends)
                        return
                    self.client.sendall(answer)
        self._shut(self.client)

    def _end(self, last: bytes, how: str) -> None:
        self.client.sendall(last)
        if how == "reset":
            self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self._shut(self.client)
        self._shut(self.server)

    @staticmethod
    def _shut(end: socket.socket) -> None:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


def _messages(stream: BinaryIO) -> Iterator[Message]:
    while head := stream.read(5):
        (size,) = struct.unpack("!i", head[1:])
        yield head[:1], head + stream.read(size - 4)
