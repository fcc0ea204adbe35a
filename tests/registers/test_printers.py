"""What a printer says of itself."""

from __future__ import annotations

import pytest

from queue_server.hall import commands as c
from queue_server.registers.printers import REGISTER, ReportPrinter
from tests.hall.halls import MONDAY

from .stage import RegisterStage

PRINTER = c.Actor("device", "printer-1")


@pytest.fixture
def stage() -> RegisterStage:
    return RegisterStage()


def said(stage: RegisterStage) -> list[tuple[str, str, int]]:
    return [(one.id, one.state, one.since) for one in REGISTER.of(stage.hall).by_id.values()]


def test_only_what_is_new_about_a_printer_is_a_fact(stage: RegisterStage) -> None:
    assert len(stage.do(ReportPrinter("printer-1", "well"), PRINTER)) == 1
    since = stage.now
    stage.wait(5)

    assert stage.do(ReportPrinter("printer-1", "well"), PRINTER) == []
    assert said(stage) == [("printer-1", "well", since)]
    assert len(stage.do(ReportPrinter("printer-1", "paper-out"), PRINTER)) == 1


def test_each_day_a_printer_says_again_how_it_is(stage: RegisterStage) -> None:
    stage.do(ReportPrinter("printer-1", "paper-out"), PRINTER)

    stage.at("08:50", MONDAY.replace(day=13))

    assert said(stage) == []
    assert len(stage.do(ReportPrinter("printer-1", "paper-out"), PRINTER)) == 1


def test_those_that_want_somebody_are_counted(stage: RegisterStage) -> None:
    stage.do(ReportPrinter("printer-1", "paper-out"), PRINTER)
    stage.do(ReportPrinter("printer-2", "well"), PRINTER)
    assert REGISTER.counts(stage.hall, stage.now) == (1, 0)
