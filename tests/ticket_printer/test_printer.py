"""Real bytes over real sockets, to a printer that prints, refuses, hangs, or drops the line."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import pytest
import zxingcpp
from click.testing import CliRunner
from PIL import ImageChops

from ticket_printer import lines
from ticket_printer import printer as printing
from ticket_printer.cli import main
from ticket_printer.escpos import CUT, INITIALISE, slip_bytes, state_in
from ticket_printer.job import PrintJob
from ticket_printer.printer import PrinterTrouble, printer_at
from ticket_printer.slip import render

from .fake_printer import TOLD, FakePrinter, Manner, fake_printer
from .jobs import URL, document

PICTURE = render(PrintJob.read(document()))


def printed_by(printer: FakePrinter, slip: bytes) -> None:
    printer_at(printer.address).print(slip)


def send(address: str) -> None:
    printer_at(address).print(slip_bytes(PICTURE))


@pytest.mark.parametrize("manner", ["answers", "silent"])
def test_the_slip_comes_out_of_the_printer_dot_for_dot(manner: Manner) -> None:
    with fake_printer(manner) as printer:
        send(printer.address)
        slip = printer.slips.get(timeout=10)

    assert slip.size == PICTURE.size
    assert ImageChops.logical_xor(slip, PICTURE).getbbox() is None
    assert [code.text for code in zxingcpp.read_barcodes(slip.convert("L"))] == [URL]


def test_a_printer_that_refuses_the_connection_is_unreachable() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # bound, and not listening

        with pytest.raises(PrinterTrouble) as trouble:
            send(f"tcp://127.0.0.1:{nobody.getsockname()[1]}")

    assert trouble.value.code == "printer-unreachable"


def test_a_printer_of_an_unknown_name_is_unreachable() -> None:
    with pytest.raises(PrinterTrouble) as trouble:
        send("tcp://no-such-printer.invalid:9100")

    assert trouble.value.code == "printer-unreachable"


def test_a_printer_that_takes_the_connection_and_no_bytes_times_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "SEND_S", 0.3)
    monkeypatch.setattr(printing, "ANSWER_S", 0.1)
    with fake_printer("hangs") as printer, pytest.raises(PrinterTrouble) as trouble:
        send(printer.address)

    assert trouble.value.code == "printer-timeout"


def test_a_printer_that_never_says_it_has_printed_times_out_when_it_answered_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(printing, "PRINT_S", 0.3)
    with fake_printer("stops-answering") as printer, pytest.raises(PrinterTrouble) as trouble:
        send(printer.address)

    assert trouble.value.code == "printer-timeout"


def test_a_line_that_is_dropped_in_the_middle_of_the_slip_is_told_as_such() -> None:
    with fake_printer("drops") as printer:
        with pytest.raises(PrinterTrouble) as trouble:
            send(printer.address)
        assert printer.slips.empty()

    assert trouble.value.code == "printer-dropped"


def test_a_printer_that_never_stops_talking_is_not_listened_to_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "CLOSE_S", 0.3)
    with fake_printer("babbles") as printer:
        sending = threading.Thread(target=send, args=[printer.address], daemon=True)
        sending.start()
        sending.join(10)

        assert not sending.is_alive()
        assert printer.slips.qsize() == 1


@pytest.mark.parametrize(
    ("manner", "code"), [("paper-out", "paper-out"), ("cover-open", "cover-open"), ("fault", "printer-fault")]
)
def test_a_printer_that_says_it_cannot_print_is_believed_and_gets_no_slip(manner: Manner, code: str) -> None:
    with fake_printer(manner) as printer:
        with pytest.raises(PrinterTrouble) as trouble:
            send(printer.address)
        assert printer.slips.empty()

    assert trouble.value.code == code


def test_a_printer_whose_paper_ends_in_the_middle_of_the_slip_is_asked_why_it_takes_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lines, "SEND_S", 0.3)
    with fake_printer("runs-out") as printer:
        with pytest.raises(PrinterTrouble) as trouble:
            send(printer.address)
        assert printer.slips.empty()

    assert trouble.value.code == "paper-out"


@pytest.mark.parametrize(("manner", "state"), TOLD)
def test_a_printer_tells_how_it_is_and_no_answer_is_unknown(manner: Manner, state: str) -> None:
    with fake_printer(manner) as printer:
        assert printer_at(printer.address).look() == state
        assert printer.slips.empty()


def test_a_printer_that_is_not_there_is_unreachable_when_it_is_looked_at() -> None:
    assert printer_at("tcp://no-such-printer.invalid").look() == "printer-unreachable"


@pytest.mark.parametrize(("manner", "state"), [("answers", "well"), ("paper-low", "paper-low"), ("silent", "unknown")])
def test_a_slip_that_came_out_tells_how_the_printer_is(manner: Manner, state: str) -> None:
    with fake_printer(manner) as printer:
        assert printer_at(printer.address).print(slip_bytes(PICTURE)) == state
        assert printer.slips.qsize() == 1


@pytest.mark.parametrize("answer", [b"", b"\x12", b"\x12\x12\x12", b"\xff\xff", b"\x00\x00"])
def test_an_answer_that_is_not_two_statuses_says_nothing(answer: bytes) -> None:
    assert state_in(answer) == "unknown"


def test_slips_are_appended_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a roll of paper"

    for _ in range(2):
        send(f"file://{tmp_path}/a%20roll%20of%20paper")

    assert file.read_bytes() == slip_bytes(PICTURE) * 2


def test_a_device_file_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    with pytest.raises(PrinterTrouble) as trouble:
        send(f"file://{tmp_path}/no/lp0")

    assert trouble.value.code == "printer-unreachable"


def test_a_device_that_takes_no_bytes_times_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "SEND_S", 0.2)
    os.mkfifo(tmp_path / "lp0")
    reader = os.open(tmp_path / "lp0", os.O_RDONLY | os.O_NONBLOCK)  # there, and never reads: its 64 KiB fill up
    try:
        with pytest.raises(PrinterTrouble) as trouble:
            printer_at((tmp_path / "lp0").as_uri()).print(bytes(200_000))
    finally:
        os.close(reader)

    assert trouble.value.code == "printer-timeout"


@pytest.mark.parametrize(
    "address",
    [
        "", "printer", "http://printer", "tcp://", "tcp://a/b", "file://host/x", "file:x", "usb://04b8", "usb://x:y",
        "serial://ttyS0", "serial:///dev/ttyS0?baud=fast", "serial:///dev/ttyS0?speed=9600",
        "serial:///dev/ttyS0?flow=sometimes",
    ],
)  # fmt: skip
def test_an_address_that_is_no_printers_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"tcp://host:9100|as `lsusb` shows|a serial line has"):
        printer_at(address)


def test_an_address_without_a_port_means_the_port_that_printers_listen_on() -> None:
    assert printer_at("tcp://10.0.0.9").open.args == ("10.0.0.9", 9100)
    assert printer_at("tcp://[fd00::9]:9101").open.args == ("fd00::9", 9101)
    assert printer_at("serial:///dev/ttyUSB0").open.args == ("/dev/ttyUSB0", 9600, "none")
    assert printer_at("serial:///dev/ttyS0?baud=115200&flow=rtscts").open.args == ("/dev/ttyS0", 115200, "rtscts")
    assert printer_at("usb://04b8:0202").open.args == (0x04B8, 0x0202)
    assert printer_at("usb://").open.args == (None, None)


def test_a_slip_begins_by_forgetting_what_was_before_and_ends_with_a_cut() -> None:
    sent = slip_bytes(PICTURE)

    assert sent.startswith(INITIALISE)
    assert sent.endswith(CUT)


def test_the_test_command_prints_a_slip_that_cannot_be_taken_for_a_number() -> None:
    with fake_printer() as printer:
        done = CliRunner().invoke(main, ["test", "--to", printer.address, "--width", "58"])
        slip = printer.slips.get(timeout=10)

    assert done.exit_code == 0, done.output
    assert slip.width == 384
    assert [code.text for code in zxingcpp.read_barcodes(slip.convert("L"))] == ["http://example.invalid/t/test"]


def test_the_test_command_says_what_is_wrong(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["test", "--to", f"file://{tmp_path}/no/lp0"])

    assert done.exit_code == 1
    assert "printer-unreachable" in done.output
