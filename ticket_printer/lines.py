"""Lines to a printer: a network socket, a device file, a plain file. What hangs on a wire of its own is in wires.py."""

from __future__ import annotations

import os
import select
import socket
import stat
import time
from contextlib import suppress
from pathlib import Path
from typing import Protocol

CONNECT_S = 5.0
SEND_S = 15.0  # without a byte taken
CLOSE_S = 1.0
_SEND_BUFFER = 8 * 1024  # small, so that what has been "sent" has mostly reached the printer
_HEARD_AT_ONCE = 64


class Line(Protocol):
    """An open way to a printer. All of it raises OSError when the line is dropped."""

    @property
    def answers(self) -> bool:
        """Whether anything can be heard on it at all; a question on another one would be printed."""

    def send(self, data: bytes) -> None:
        """All of it, as long as the printer goes on taking some. Raises TimeoutError after SEND_S without."""

    def hear(self, seconds: float) -> bytes:
        """The next few bytes; none when the printer has closed the line or the time is over."""

    def finish(self) -> None:
        """No more will be sent: an OSError here says that what was sent is lost."""

    def close(self) -> None:
        """Lets go of it; never raises."""


class NetworkLine:
    answers = True

    def __init__(self, host: str, port: int) -> None:
        """Raises OSError: refused, no route, no such name, nobody answers."""
        self._socket = socket.create_connection((host, port), CONNECT_S)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, data: bytes) -> None:
        self._socket.settimeout(SEND_S)
        rest = memoryview(data)
        while rest:
            rest = rest[self._socket.send(rest) :]

    def hear(self, seconds: float) -> bytes:
        self._socket.settimeout(seconds)
        try:
            return self._socket.recv(_HEARD_AT_ONCE)
        except TimeoutError:
            return b""

    def finish(self) -> None:
        with suppress(OSError):  # the other side may have closed already
            self._socket.shutdown(socket.SHUT_WR)
        deadline = time.monotonic() + CLOSE_S  # a line that is dropped now is dropped on the slip
        while (left := deadline - time.monotonic()) > 0 and self.hear(left):
            pass

    def close(self) -> None:
        self._socket.close()


class FileLine:
    """A printer's device file such as /dev/usb/lp0, which can answer, or a plain file that slips are appended to."""

    def __init__(self, path: Path) -> None:
        """Raises OSError."""
        flags = os.O_APPEND | os.O_CREAT | os.O_NONBLOCK
        try:
            self._file = os.open(path, os.O_RDWR | flags, 0o640)
            self.answers = stat.S_ISCHR(os.fstat(self._file).st_mode)
        except PermissionError:  # some rules of a system let its users write only
            self._file = os.open(path, os.O_WRONLY | flags, 0o640)
            self.answers = False
        self._path = path

    def send(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            if not select.select([], [self._file], [], SEND_S)[1]:
                raise TimeoutError(str(self._path))
            with suppress(BlockingIOError):
                rest = rest[os.write(self._file, rest) :]

    def hear(self, seconds: float) -> bytes:
        if not select.select([self._file], [], [], seconds)[0]:
            return b""
        with suppress(BlockingIOError):
            return os.read(self._file, _HEARD_AT_ONCE)
        return b""

    def finish(self) -> None:
        """A file has taken what it took."""

    def close(self) -> None:
        os.close(self._file)
