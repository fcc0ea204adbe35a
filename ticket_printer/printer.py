"""The printer: bytes to a network socket or a file, each step with a limit, each trouble with a stable code.

A printer that answers status questions is asked before and after the slip. One that answers nothing is taken at its
socket's word: no answer is "unknown", never "OK" and never a fault.
"""

from __future__ import annotations

import os
import select
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from . import escpos

CONNECT_S = 5.0
ANSWER_S = 0.5  # for a status; a printer that can answers within milliseconds
SEND_S = 15.0  # without a byte taken
PRINT_S = 20.0  # from the last byte sent to "printed", a long slip on a slow printer
CLOSE_S = 1.0
_SEND_BUFFER = 8 * 1024  # small, so that what has been "sent" has mostly reached the printer
_PORT = 9100


class PrinterTrouble(Exception):
    """The slip did not come out, or not certainly. `code` is stable: words for people belong to the faces."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        super().__init__(f"{code}: {detail}" if detail else code)


class Printer(Protocol):
    def print(self, slip: bytes) -> None:
        """Raises PrinterTrouble."""


def printer_at(address: str) -> Printer:
    """The printer of tcp://host:9100 or file:///path. Raises ValueError."""
    parts = urlsplit(address)
    if parts.scheme == "tcp" and parts.hostname and not parts.path.strip("/"):
        return NetworkPrinter(parts.hostname, parts.port or _PORT)
    if parts.scheme == "file" and not parts.netloc and parts.path.startswith("/"):
        return FilePrinter(Path(unquote(parts.path)))
    hint = "" if "://" in address else f"; this file would be {Path(address).absolute().as_uri()}"
    raise ValueError(f"{address}: neither tcp://host:9100 nor file:///path{hint}")


@dataclass(frozen=True, slots=True)
class NetworkPrinter:
    host: str
    port: int

    def print(self, slip: bytes) -> None:
        with self._connect() as line:
            try:
                in_turn = self._ready(line)
                _send(line, slip)
                self._done(line, in_turn)
            except TimeoutError as error:
                raise PrinterTrouble("printer-timeout", str(error)) from error
            except OSError as error:
                raise PrinterTrouble("printer-dropped", str(error)) from error

    def _connect(self) -> socket.socket:
        try:
            line = socket.create_connection((self.host, self.port), CONNECT_S)
        except OSError as error:  # refused, no route, no such name, nobody answers
            raise PrinterTrouble("printer-unreachable", str(error)) from error
        line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return line

    def _ready(self, line: socket.socket) -> bool:
        """Whether the printer will tell when it has printed. Raises PrinterTrouble when it says it cannot print."""
        _send(line, escpos.INITIALISE + escpos.ASK_OFFLINE + escpos.ASK_PAPER + escpos.ASK_IN_TURN)
        answers = _listen(line, ANSWER_S, 3)
        states = [answer for answer in answers if escpos.is_status(answer)]
        if len(states) == 2 and (trouble := escpos.trouble_in(*states)):
            raise PrinterTrouble(trouble)
        return any(escpos.is_in_turn(answer) for answer in answers)

    def _done(self, line: socket.socket, in_turn: bool) -> None:
        if in_turn:
            _send(line, escpos.ASK_IN_TURN)
            if not any(escpos.is_in_turn(answer) for answer in _listen(line, PRINT_S, 1)):
                raise PrinterTrouble(self._why(line))
        with suppress(OSError):  # the other side may have closed already
            line.shutdown(socket.SHUT_WR)
        if not in_turn:
            _wait_until_closed(line, CLOSE_S)  # a line that is dropped now is dropped on the slip

    def _why(self, line: socket.socket) -> str:
        """Why a printer that answered before does not say that it has printed."""
        _send(line, escpos.ASK_OFFLINE + escpos.ASK_PAPER)
        states = [answer for answer in _listen(line, ANSWER_S, 2) if escpos.is_status(answer)]
        return (escpos.trouble_in(*states) if len(states) == 2 else None) or "printer-timeout"


def _send(line: socket.socket, data: bytes) -> None:
    """All of it, as long as the printer goes on taking some. Raises TimeoutError, OSError."""
    line.settimeout(SEND_S)
    rest = memoryview(data)
    while rest:
        rest = rest[line.send(rest) :]


def _listen(line: socket.socket, seconds: float, most: int) -> bytes:
    """What comes within the time: hardly more than so many bytes, or until the other side closes. Raises OSError."""
    deadline = time.monotonic() + seconds
    heard = b""
    while len(heard) < most and (more := _hear(line, deadline)):
        heard += more
    return heard


def _wait_until_closed(line: socket.socket, seconds: float) -> None:
    """By the other side, whatever it says meanwhile, or until the time is over. Raises OSError."""
    deadline = time.monotonic() + seconds
    while _hear(line, deadline):
        pass


def _hear(line: socket.socket, deadline: float) -> bytes:
    """The next few bytes; none when the other side has closed or the time is over. Raises OSError."""
    left = deadline - time.monotonic()
    if left <= 0:
        return b""
    line.settimeout(left)
    try:
        return line.recv(64)
    except TimeoutError:
        return b""


@dataclass(frozen=True, slots=True)
class FilePrinter:
    """A printer's device file such as /dev/usb/lp0, or a plain file that the slips are appended to."""

    path: Path

    def print(self, slip: bytes) -> None:
        try:
            file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NONBLOCK, 0o640)
        except OSError as error:
            raise PrinterTrouble("printer-unreachable", str(error)) from error
        try:
            self._write(file, slip)
        except OSError as error:  # unplugged, or the disk is full
            raise PrinterTrouble("printer-dropped", str(error)) from error
        finally:
            os.close(file)

    def _write(self, file: int, slip: bytes) -> None:
        rest = memoryview(slip)
        while rest:
            if not select.select([], [file], [], SEND_S)[1]:
                raise PrinterTrouble("printer-timeout", str(self.path))
            with suppress(BlockingIOError):
                rest = rest[os.write(file, rest) :]
