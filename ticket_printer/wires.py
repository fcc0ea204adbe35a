"""Printers on a wire of this machine: a serial line, through pyserial, and USB without its system's driver, through
pyusb. Both are extras: `pip install './ticket_printer[serial]'` and `[usb]`.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from .lines import SEND_S

_SERIAL_PIECE = 512  # bytes: some of it goes out within SEND_S at any speed
_USB_PIECE = 4096
_USB_PRINTER = 7  # the class that a printer's interface says it is of
_USB_BULK, _USB_IN = 2, 0x80


class LibraryMissing(Exception):
    """This machine lacks what a wire needs; the words say what to install."""


def library(name: str, extra: str) -> Any:
    """Raises LibraryMissing."""
    try:
        return importlib.import_module(name)
    except ImportError:
        words = f"a printer on this line needs one more package: pip install 'ticket-printer[{extra}]'"
        raise LibraryMissing(words) from None


class SerialLine:
    answers = True

    def __init__(self, device: str, baud: int, flow: str) -> None:
        """`flow`: none, rtscts, dsrdtr or xonxoff: how the printer says "wait". Raises OSError, LibraryMissing."""
        serial = library("serial", "serial")
        with _as_os_error(ValueError):
            self._port = serial.Serial(
                device, baud, timeout=0, write_timeout=SEND_S,
                rtscts=flow == "rtscts", dsrdtr=flow == "dsrdtr", xonxoff=flow == "xonxoff",
            )  # fmt: skip
        self._timeouts = (serial.SerialTimeoutException,)
        self._owing = False  # what was sent may not have gone out yet

    def send(self, data: bytes) -> None:
        self._owing = True
        for start in range(0, len(data), _SERIAL_PIECE):
            try:
                self._port.write(data[start : start + _SERIAL_PIECE])
            except self._timeouts as error:
                raise TimeoutError(str(error)) from error

    def hear(self, seconds: float) -> bytes:
        self._port.timeout = seconds
        first: bytes = self._port.read(1)
        return first + bytes(self._port.read(self._port.in_waiting)) if first else b""

    def finish(self) -> None:
        """What is on its way goes out; a printer that says "wait" for good is waited for no longer than SEND_S."""
        deadline = time.monotonic() + SEND_S
        while self._port.out_waiting:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self._port.out_waiting} bytes were not taken")
            time.sleep(0.02)
        self._owing = False

    def close(self) -> None:
        with suppress(OSError):
            if self._owing:  # else closing waits for a printer that takes nothing
                self._port.reset_output_buffer()
            self._port.close()


class UsbLine:
    """A printer by its maker's and product's number, or the first one there is."""

    def __init__(self, vendor: int | None, product: int | None) -> None:
        """Raises OSError, LibraryMissing."""
        core, self._util = library("usb.core", "usb"), library("usb.util", "usb")
        self._timeouts = (core.USBTimeoutError,)
        with _as_os_error(core.NoBackendError):
            self._device = self._found(core, vendor, product)
            interface = self._interface()
            with suppress(NotImplementedError):  # systems where no driver has to let go
                if self._device.is_kernel_driver_active(interface.bInterfaceNumber):
                    self._device.detach_kernel_driver(interface.bInterfaceNumber)
            self._util.claim_interface(self._device, interface.bInterfaceNumber)
            self._out = self._endpoint(interface, self._util.ENDPOINT_OUT)
            self._in = self._endpoint(interface, self._util.ENDPOINT_IN)
        if self._out is None:
            raise OSError("this USB device takes nothing to print")
        self.answers = self._in is not None

    def _found(self, core: Any, vendor: int | None, product: int | None) -> Any:
        if vendor is not None:
            device = core.find(idVendor=vendor, idProduct=product)
        else:
            device = core.find(custom_match=lambda one: _printing(one) is not None)
        if device is None:
            raise OSError("no such USB device: off, not plugged in, or another number (see `lsusb`)")
        return device

    def _interface(self) -> Any:
        """Its printer interface, or its first: some makers call theirs their own class."""
        return _printing(self._device) or next(iter(next(iter(self._device))))

    def _endpoint(self, interface: Any, direction: int) -> Any:
        return self._util.find_descriptor(
            interface,
            custom_match=lambda one: (
                one.bmAttributes & 3 == _USB_BULK and self._util.endpoint_direction(one.bEndpointAddress) == direction
            ),
        )

    def send(self, data: bytes) -> None:
        rest = data
        while rest:
            try:
                taken = self._out.write(rest[:_USB_PIECE], int(SEND_S * 1000))
            except self._timeouts as error:
                raise TimeoutError(str(error)) from error
            rest = rest[taken:]

    def hear(self, seconds: float) -> bytes:
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            with suppress(*self._timeouts):
                heard = bytes(self._in.read(self._in.wMaxPacketSize, max(1, int(left * 1000))))
                if heard:  # an empty packet is no answer
                    return heard
        return b""

    def finish(self) -> None:
        """Each piece was taken or refused when it was sent."""

    def close(self) -> None:
        with suppress(OSError):
            self._util.dispose_resources(self._device)


def _printing(device: Any) -> Any:
    """The interface by which a device says that it prints; None when it says nothing of the kind."""
    return next((i for config in device for i in config if i.bInterfaceClass == _USB_PRINTER), None)


@contextmanager
def _as_os_error(*errors: type[Exception]) -> Iterator[None]:
    """What else a library raises for a line that is not there."""
    try:
        yield
    except errors as error:
        raise OSError(str(error)) from error
