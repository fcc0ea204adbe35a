"""A printer at the other end of a wire: a serial line made of a pseudo-terminal, and a USB device made of nothing."""

from __future__ import annotations

import os
import socket
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import usb.core
import usb.util

from .fake_printer import FakePrinter


def _connected(printer: FakePrinter) -> socket.socket:
    parts = urlsplit(printer.address)
    return socket.create_connection((parts.hostname or "", parts.port or 0))


@contextmanager
def serial_line(printer: FakePrinter) -> Iterator[str]:
    """The address of a serial line at whose end the printer hangs."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    far = _connected(printer)

    def to_printer() -> None:
        with suppress(OSError):
            while data := os.read(ours, 4096):
                far.sendall(data)

    def from_printer() -> None:
        with suppress(OSError):
            while data := far.recv(4096):
                os.write(ours, data)

    for work in (to_printer, from_printer):
        threading.Thread(target=work, daemon=True).start()
    try:
        yield f"serial://{os.ttyname(theirs)}?baud=115200"
    finally:
        far.close()
        os.close(theirs)
        os.close(ours)


class UsbDevice:
    """What pyusb shows of a receipt printer: one configuration, one interface of class 7, an endpoint each way."""

    def __init__(self, printer: FakePrinter, most: int = 1000, interface_class: int = 7, gone: bool = False) -> None:
        self.most, self.gone = most, gone
        self._far = _connected(printer)
        out = SimpleNamespace(bmAttributes=2, bEndpointAddress=0x03, write=self._write)
        back = SimpleNamespace(bmAttributes=2, bEndpointAddress=0x84, wMaxPacketSize=64, read=self._read)
        self.interface = _Interface([back, out], interface_class)
        self.driver_let_go = False

    def __iter__(self) -> Iterator[list[Any]]:
        yield [self.interface]

    def is_kernel_driver_active(self, interface: int) -> bool:
        return interface == 1

    def detach_kernel_driver(self, interface: int) -> None:
        self.driver_let_go = True

    def _write(self, data: bytes, timeout_ms: int) -> int:
        """No more than some of it, as a printer whose memory is nearly full does."""
        if self.gone:
            raise usb.core.USBError("no such device", errno=19)
        self._far.settimeout(timeout_ms / 1000)
        with _as_usb():
            return self._far.send(data[: self.most])

    def _read(self, size: int, timeout_ms: int) -> bytes:
        self._far.settimeout(timeout_ms / 1000)
        with _as_usb():
            return self._far.recv(size)


class _Interface(list[Any]):
    bInterfaceNumber = 1

    def __init__(self, endpoints: list[Any], interface_class: int) -> None:
        super().__init__(endpoints)
        self.bInterfaceClass = interface_class


@contextmanager
def _as_usb() -> Iterator[None]:
    try:
        yield
    except TimeoutError as error:
        raise usb.core.USBTimeoutError("timed out", errno=110) from error
