"""The printer: what it says of itself, and a slip from the first byte to "printed", each trouble with a stable code.

A printer that answers status questions is asked before and after the slip. One that answers nothing is taken at its
line's word: no answer is "unknown", never "OK" and never a fault.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from . import escpos
from .escpos import UNKNOWN
from .lines import FileLine, Line, NetworkLine
from .wires import LibraryMissing, SerialLine, UsbLine, library

ANSWER_S = 0.5  # for a status; a printer that can answers within milliseconds
PRINT_S = 20.0  # from the last byte sent to "printed", a long slip on a slow printer
UNREACHABLE = "printer-unreachable"
_PORT = 9100
_BAUD = 9600  # as most serial printers leave their factory
_FLOWS = ("none", "rtscts", "dsrdtr", "xonxoff")

ADDRESSES = "tcp://host:9100, usb://vendor:product, serial:///dev/ttyS0?baud=115200 or file:///path"


class PrinterTrouble(Exception):
    """The slip did not come out, or not certainly. `code` is stable: words for people belong to the faces."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        super().__init__(f"{code}: {detail}" if detail else code)


@dataclass(frozen=True)
class Printer:
    """`open` raises OSError, LibraryMissing."""

    open: Callable[[], Line]

    def look(self) -> str:
        """How it is, by its own word: one of escpos.STATES, or that it cannot be reached."""
        try:
            with self._line() as line:
                return self._ask(line)[0]
        except PrinterTrouble as trouble:
            return trouble.code if trouble.code == UNREACHABLE else UNKNOWN
        except OSError:  # it took the line, and not the question
            return UNKNOWN

    def print(self, slip: bytes) -> str:
        """How the printer is afterwards. Raises PrinterTrouble."""
        try:
            with self._line() as line:
                state, in_turn = self._ask(line)
                if state in escpos.TROUBLES:
                    raise PrinterTrouble(state)
                line.send(slip)
                return self._done(line, in_turn, state)
        except OSError as error:  # full, and it takes no more, or gone: a new line may be told why
            why = self.look()
            if why not in escpos.TROUBLES:
                why = "printer-timeout" if isinstance(error, TimeoutError) else "printer-dropped"
            raise PrinterTrouble(why, str(error)) from error

    @contextmanager
    def _line(self) -> Iterator[Line]:
        try:
            line = self.open()
        except (OSError, LibraryMissing) as error:
            raise PrinterTrouble(UNREACHABLE, str(error)) from error
        try:
            yield line
        finally:
            line.close()

    def _ask(self, line: Line) -> tuple[str, bool]:
        """How it is, and whether it will tell when it has printed."""
        if not line.answers:
            return UNKNOWN, False
        line.send(escpos.INITIALISE + escpos.ASK_OFFLINE + escpos.ASK_PAPER + escpos.ASK_IN_TURN)
        answers = _listen(line, ANSWER_S, 3)
        return escpos.state_in(answers), any(escpos.is_in_turn(answer) for answer in answers)

    def _done(self, line: Line, in_turn: bool, before: str) -> str:
        if not in_turn:
            line.finish()
            return before
        line.send(escpos.ASK_IN_TURN)
        printed = any(escpos.is_in_turn(answer) for answer in _listen(line, PRINT_S, 1))
        line.send(escpos.ASK_OFFLINE + escpos.ASK_PAPER)
        state = escpos.state_in(_listen(line, ANSWER_S, 2))
        if not printed:  # it answered before, and does not say that it has printed
            raise PrinterTrouble(state if state in escpos.TROUBLES else "printer-timeout")
        line.finish()
        return state


def _listen(line: Line, seconds: float, most: int) -> bytes:
    """What comes within the time: hardly more than so many bytes, or until the other side closes. Raises OSError."""
    deadline = time.monotonic() + seconds
    heard = b""
    while len(heard) < most and (left := deadline - time.monotonic()) > 0 and (more := line.hear(left)):
        heard += more
    return heard


def printer_at(address: str) -> Printer:
    """The printer at one of ADDRESSES. Raises ValueError, LibraryMissing."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    if parts.scheme == "tcp" and parts.hostname and not path.strip("/"):
        return Printer(partial(NetworkLine, parts.hostname, parts.port or _PORT))
    if parts.scheme == "file" and not parts.netloc and path.startswith("/"):
        return Printer(partial(FileLine, Path(path)))
    if parts.scheme == "serial" and not parts.netloc and path.startswith("/"):
        library("serial", "serial")
        return Printer(partial(SerialLine, path, *_serial_settings(parts)))
    if parts.scheme == "usb" and not path.strip("/"):
        library("usb.core", "usb")
        return Printer(partial(UsbLine, *_usb_numbers(parts.netloc)))
    hint = "" if "://" in address else f"; this file would be {Path(address).absolute().as_uri()}"
    raise ValueError(f"{address}: none of {ADDRESSES}{hint}")


def _serial_settings(parts: SplitResult) -> tuple[int, str]:
    given = parse_qs(parts.query, strict_parsing=bool(parts.query))
    baud, flow = given.pop("baud", [str(_BAUD)])[-1], given.pop("flow", ["none"])[-1]
    if given or not baud.isdigit() or flow not in _FLOWS:
        raise ValueError(f"{parts.geturl()}: a serial line has ?baud=9600&flow={'|'.join(_FLOWS)}")
    return int(baud), flow


def _usb_numbers(given: str) -> tuple[int | None, int | None]:
    if not given:
        return None, None
    try:
        vendor, product = (int(number, 16) for number in given.split(":"))
    except ValueError:
        raise ValueError(f"usb://{given}: two numbers as `lsusb` shows them, like usb://04b8:0202") from None
    return vendor, product
