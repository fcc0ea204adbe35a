"""A receipt printer on a TCP port that reads real ESC/POS back into pictures, and can misbehave as printers do."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from typing import Literal

from PIL import Image, ImageChops

from .typed_slip import TypedSlip

Manner = Literal[
    "silent", "answers", "paper-low", "paper-out", "cover-open", "fault", "runs-out", "hangs", "waits", "drops",
    "stops-answering", "babbles",
]  # fmt: skip
# how a printer of each manner is by its own word
TOLD: list[tuple[Manner, str]] = [
    ("answers", "well"),
    ("paper-low", "paper-low"),
    ("paper-out", "paper-out"),
    ("cover-open", "cover-open"),
    ("fault", "printer-fault"),
    ("silent", "unknown"),
    ("hangs", "unknown"),
]

OFFLINE = {"cover-open": 0b0001_0110, "fault": 0b0101_0010}
PAPER = {"paper-out": 0b0111_0010, "paper-low": 0b0001_1110}
WELL = 0b0001_0010


class FakePrinter:
    """`slips` gets the picture of each slip that was cut off, `typed` each one in the printer's own letters."""

    def __init__(self, manner: Manner = "answers", port: int = 0, columns: int = 48) -> None:
        self.manner: Manner = manner
        self.slips: SimpleQueue[Image.Image] = SimpleQueue()
        self.typed: SimpleQueue[TypedSlip] = SimpleQueue()
        self._columns = columns
        self.begun = 0  # slips of which something has arrived
        self.touched = threading.Event()  # a slip has begun to arrive
        self.go = threading.Event()  # lets one that waits go on
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # as little as a cheap printer has
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.bind(("127.0.0.1", port))
        self._listener.listen()
        self.address = f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._over.set()
        self.go.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._hear_out, args=(line,), daemon=True).start()

    def _hear_out(self, line: socket.socket) -> None:
        with line, suppress(EOFError, OSError):
            self._one(line)

    def _one(self, line: socket.socket) -> None:
        if self.manner == "hangs":
            line.recv(1)
            self.touched.set()
            self._over.wait()
            return
        bands: list[Image.Image] = []
        typed = TypedSlip(self._columns)
        for command, data in _commands(line):
            if command == "raster":
                self.begun += not bands
                self.touched.set()
            if command == "status" and self.manner not in ("silent", "babbles"):
                self._tell(line, data[0], bool(bands))
            elif command == "in-turn" and self._answers_in_turn(printing=bool(bands)):
                line.sendall(b"\x00")
            elif command == "raster":
                if self.manner == "waits":
                    self.go.wait()
                bands.append(_picture(data))
                if self.manner == "runs-out":  # it holds what it has, takes no more, and says why to whoever asks
                    self.manner = "paper-out"
                    self._over.wait()
                    return
                if self.manner == "drops":
                    # leaves as a pulled cable or a crash does: with a reset, not a goodbye
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    return
            elif command == "typing":
                typed.take(data)
            elif command == "cut":
                if typed.lines:
                    self.typed.put(typed)
                else:
                    self.slips.put(_joined(bands))
                while self.manner == "babbles":  # until the line is closed
                    line.sendall(bytes(4096))

    def _answers_in_turn(self, printing: bool) -> bool:
        return self.manner in ("answers", "waits", "paper-low", "runs-out") or (
            self.manner == "stops-answering" and not printing
        )

    def _tell(self, line: socket.socket, what: int, printing: bool) -> None:
        if self.manner == "stops-answering" and printing:
            return
        table = {2: OFFLINE, 4: PAPER}[what]
        line.sendall(bytes([table.get(self.manner, WELL)]))


def _commands(line: socket.socket) -> Iterator[tuple[str, bytes]]:
    """The ESC/POS commands that come in; an unknown one is an error of the agent."""
    while True:
        head = _exactly(line, 2)
        if head == b"\x1b@":
            yield "initialise", b""
        elif head == b"\x10\x04":
            yield "status", _exactly(line, 1)
        elif head == b"\x1dr":
            yield "in-turn", _exactly(line, 1)
        elif head == b"\x1dv":
            fixed = _exactly(line, 6)
            assert fixed[:2] == b"0\x00"
            width_bytes, height = struct.unpack("<HH", fixed[2:])
            yield "raster", struct.pack("<HH", width_bytes * 8, height) + _exactly(line, width_bytes * height)
        elif head == b"\x1dV":
            yield "cut", _exactly(line, 2)
        elif head == b"\x1c&":
            yield "typing", head
        elif head in (b"\x1d!", b"\x1bE", b"\x1ba", b"\x1dB"):
            yield "typing", head + _exactly(line, 1)
        elif head == b"\x1d(":
            name, size = _exactly(line, 1), _exactly(line, 2)
            yield "typing", head + name + _exactly(line, int.from_bytes(size, "little"))
        elif head[0] not in b"\x10\x1b\x1c\x1d":
            text = head
            while not text.endswith(b"\n"):
                text += _exactly(line, 1)
            for one in text.splitlines(keepends=True):
                yield "typing", one
        else:
            raise AssertionError(f"no ESC/POS command: {head!r}")


def _exactly(line: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        more = line.recv(size - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def _picture(data: bytes) -> Image.Image:
    width, height = struct.unpack("<HH", data[:4])
    return ImageChops.invert(Image.frombytes("1", (width, height), data[4:]))


def _joined(bands: list[Image.Image]) -> Image.Image:
    strip = Image.new("1", (bands[0].width, sum(band.height for band in bands)), 1)
    top = 0
    for band in bands:
        strip.paste(band, (0, top))
        top += band.height
    return strip


@contextmanager
def fake_printer(manner: Manner = "answers", port: int = 0, columns: int = 48) -> Iterator[FakePrinter]:
    printer = FakePrinter(manner, port, columns)
    try:
        yield printer
    finally:
        printer.close()
