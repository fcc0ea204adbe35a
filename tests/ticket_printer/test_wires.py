"""Slips through a serial line and through USB, to the same printer as over the network."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
import usb.core
import usb.util
import zxingcpp
from click.testing import CliRunner

from ticket_printer import wires
from ticket_printer.cli import main
from ticket_printer.escpos import slip_bytes
from ticket_printer.job import PrintJob
from ticket_printer.printer import PrinterTrouble, printer_at
from ticket_printer.slip import render

from .fake_printer import FakePrinter, fake_printer
from .fake_wires import UsbDevice, serial_line
from .jobs import URL, document

SLIP = slip_bytes(render(PrintJob.read(document())))


def code_on(printer: FakePrinter) -> str:
    [code] = zxingcpp.read_barcodes(printer.slips.get(timeout=10).convert("L"))
    return code.text


def plugged_in(monkeypatch: pytest.MonkeyPatch, *devices: UsbDevice) -> None:
    """So pyusb finds them, whatever this machine has."""

    def find(custom_match: Any = None, **numbers: int) -> UsbDevice | None:
        return next((one for one in devices if custom_match is None or custom_match(one)), None)

    monkeypatch.setattr(usb.core, "find", find)
    monkeypatch.setattr(usb.util, "claim_interface", lambda device, interface: None)
    monkeypatch.setattr(usb.util, "dispose_resources", lambda device: None)


def test_a_slip_goes_through_a_serial_line_and_the_printer_says_that_it_came_out() -> None:
    with fake_printer("paper-low") as printer, serial_line(printer) as address:
        assert printer_at(address).print(SLIP) == "paper-low"
        assert code_on(printer) == URL


def test_a_serial_printer_that_answers_nothing_is_unknown_and_prints() -> None:
    with fake_printer("silent") as printer, serial_line(printer) as address:
        assert printer_at(address).look() == "unknown"
        assert printer_at(address).print(SLIP) == "unknown"
        assert code_on(printer) == URL


def test_a_serial_printer_that_takes_no_more_bytes_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wires, "SEND_S", 0.3)
    with (
        fake_printer("hangs") as printer,
        serial_line(printer) as address,
        pytest.raises(PrinterTrouble) as trouble,
    ):
        printer_at(address).print(SLIP * 200)

    assert trouble.value.code == "printer-timeout"


def test_a_serial_line_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    printer = printer_at(f"serial://{tmp_path}/ttyS9")

    assert printer.look() == "printer-unreachable"
    with pytest.raises(PrinterTrouble, match="printer-unreachable"):
        printer.print(SLIP)


@pytest.mark.parametrize("address", ["usb://", "usb://04b8:0202"])
def test_a_slip_goes_through_usb_whole_though_the_printer_takes_it_in_pieces(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fake_printer() as printer:
        device = UsbDevice(printer, most=333)
        plugged_in(monkeypatch, device)

        assert printer_at(address).print(SLIP) == "well"
        assert code_on(printer) == URL
        assert device.driver_let_go


def test_a_usb_printer_whose_maker_calls_it_something_else_is_found_by_its_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with fake_printer() as printer:
        plugged_in(monkeypatch, UsbDevice(printer, interface_class=255))

        assert printer_at("usb://04b8:0202").look() == "well"
        assert printer_at("usb://").look() == "printer-unreachable"


def test_a_usb_printer_that_takes_no_more_bytes_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wires, "SEND_S", 0.2)
    with fake_printer("hangs") as printer:
        plugged_in(monkeypatch, UsbDevice(printer))
        with pytest.raises(PrinterTrouble) as trouble:
            printer_at("usb://").print(SLIP * 100)

    assert trouble.value.code == "printer-timeout"


def test_a_usb_printer_that_is_pulled_out_is_told_as_a_dropped_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with fake_printer() as printer:
        plugged_in(monkeypatch, UsbDevice(printer, gone=True))
        with pytest.raises(PrinterTrouble) as trouble:
            printer_at("usb://").print(SLIP)

    assert trouble.value.code == "printer-dropped"


@pytest.mark.parametrize(
    ("library", "address", "extra"), [("usb.core", "usb://", "usb"), ("serial", "serial:///dev/ttyS0", "serial")]
)
def test_a_machine_without_the_wires_library_is_told_what_to_install(
    library: str, address: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)

    done = CliRunner().invoke(main, ["test", "--to", address])

    assert done.exit_code == 2
    assert f"ticket-printer[{extra}]" in done.output
