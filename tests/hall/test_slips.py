"""Slips: requested, taken by one printer, printed or failed, and printed again."""

from __future__ import annotations

import pytest

from queue_server.hall import commands as c
from queue_server.hall.errors import IllegalMove, TicketHasEnded, UnknownSlip, UnknownTicket
from queue_server.hall.tickets import Ticket

from .halls import CITIZEN, MANAGER, MONDAY, Stage, at, clerk, plan_with, refused

PRINTER = c.Actor("device", "printer-1")


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def ticket(stage: Stage) -> Ticket:
    return stage.issue(printer="printer-1", slip="s1")


def test_a_slip_is_requested_taken_and_printed(stage: Stage, ticket: Ticket) -> None:
    slip = stage.hall.slips["s1"]
    assert (slip.state, slip.copy, slip.printer, slip.ticket) == ("requested", 1, "printer-1", ticket.id)

    stage.do(c.TakeSlip("s1"), PRINTER)
    assert slip.state == "printing"
    stage.do(c.ConfirmSlip("s1"), PRINTER)
    assert slip.state == "printed"


def test_a_slip_is_taken_once(stage: Stage, ticket: Ticket) -> None:
    stage.do(c.TakeSlip("s1"), PRINTER)

    with refused(IllegalMove, slip="s1", state="printing", move="take"):
        stage.do(c.TakeSlip("s1"), PRINTER)


def test_a_printer_may_say_twice_that_it_printed(stage: Stage, ticket: Ticket) -> None:
    stage.do(c.TakeSlip("s1"), PRINTER)
    stage.do(c.ConfirmSlip("s1"), PRINTER)

    assert stage.do(c.ConfirmSlip("s1"), PRINTER) == []
    with refused(IllegalMove, state="printed", move="fail"):
        stage.do(c.FailSlip("s1", "paper out"), PRINTER)


def test_what_was_not_taken_is_not_printed(stage: Stage, ticket: Ticket) -> None:
    with refused(IllegalMove, state="requested", move="confirm"):
        stage.do(c.ConfirmSlip("s1"), PRINTER)


@pytest.mark.parametrize("taken", [True, False])
def test_a_failed_slip_is_known_until_it_is_asked_for_again(stage: Stage, ticket: Ticket, taken: bool) -> None:
    if taken:
        stage.do(c.TakeSlip("s1"), PRINTER)
    stage.do(c.FailSlip("s1", "paper out"), PRINTER)

    assert (stage.hall.slips["s1"].state, stage.hall.slips["s1"].why) == ("failed", "paper out")
    assert list(stage.hall.failed_slips) == ["s1"]
    assert stage.do(c.FailSlip("s1", "paper out"), PRINTER) == []

    stage.do(c.RequestSlip(ticket.id, "printer-2", "s2"))

    assert stage.hall.slips["s2"].copy == 2
    assert ticket.slip == "s2"
    assert not stage.hall.failed_slips


def test_each_further_print_is_a_numbered_copy(stage: Stage, ticket: Ticket) -> None:
    for copy in (2, 3, 4):
        stage.do(c.RequestSlip(ticket.id, "printer-1", f"s{copy}"))
        assert stage.hall.slips[f"s{copy}"].copy == copy


def test_a_number_that_was_never_printed_can_be(stage: Stage) -> None:
    ticket = stage.issue()

    stage.do(c.RequestSlip(ticket.id, "printer-1", "s1"))

    assert stage.hall.slips["s1"].copy == 1


def test_the_failed_slip_of_an_ended_number_troubles_nobody(stage: Stage, ticket: Ticket) -> None:
    stage.do(c.FailSlip("s1", "paper out"), PRINTER)
    stage.do(c.CancelTicket(ticket.id), CITIZEN)
    assert not stage.hall.failed_slips

    other = stage.issue(printer="printer-1", slip="s2")
    stage.do(c.CancelTicket(other.id), CITIZEN)
    stage.do(c.FailSlip("s2", "paper out"), PRINTER)
    assert not stage.hall.failed_slips


def test_an_ended_number_is_not_printed_again(stage: Stage, ticket: Ticket) -> None:
    stage.do(c.CancelTicket(ticket.id), CITIZEN)

    with refused(TicketHasEnded, label="A001"):
        stage.do(c.RequestSlip(ticket.id, "printer-1", "s2"))
    with refused(TicketHasEnded, label="A001"):
        stage.do(c.RequestSlipOfLabel("A001", "printer-1", "s3"))


def test_unknown_slips_and_tickets_are_said_so(stage: Stage) -> None:
    for command in (c.TakeSlip("nothing"), c.ConfirmSlip("nothing"), c.FailSlip("nothing", "paper out")):
        with refused(UnknownSlip, slip="nothing"):
            stage.do(command, PRINTER)
    with refused(UnknownTicket):
        stage.do(c.RequestSlip("nothing", "printer-1", "s1"))


def test_the_next_day_forgets_slips_but_those_of_numbers_held_over(stage: Stage, ticket: Ticket) -> None:
    stage.sign_in("1")
    ended = ticket
    stage.serve("1")
    stage.finish("1")
    held = stage.issue(printer="printer-1", slip="s2")

    stage.at("08:50", MONDAY.replace(day=13))

    assert ended.state == "ended"
    assert [slip.ticket for slip in stage.hall.slips.values()] == [held.id]


# what else is taken home


def test_who_asks_by_a_label_gets_a_copy_without_the_address_and_two_presses_print_one(stage: Stage) -> None:
    stage.issue(printer="printer-1", slip="s1")
    with refused(IllegalMove, label="A001", state="requested", move="print"):
        stage.do(c.RequestSlipOfLabel("A001", "printer-1", "s2"))
    stage.do(c.TakeSlip("s1"), PRINTER)
    stage.do(c.ConfirmSlip("s1"), PRINTER)

    stage.do(c.RequestSlipOfLabel("A001", "printer-1", "s2"))

    copy = stage.hall.slips["s2"]
    assert (copy.copy, copy.bare, copy.form) == (2, True, "number")
    assert not stage.hall.slips["s1"].bare


def test_a_label_that_nobody_has_has_no_slip(stage: Stage) -> None:
    with refused(UnknownTicket, label="A009"):
        stage.do(c.RequestSlipOfLabel("A009", "printer-1", "s1"))


def test_whose_papers_were_accepted_takes_home_what_they_were_told(stage: Stage) -> None:
    ticket = stage.issue(printer="printer-1", slip="s1")
    stage.sign_in("1")
    stage.serve("1")

    stage.do(
        c.Finish("1", "accepted", reason="15 个工作日，邮寄", printer="printer-1", slip="s2"), clerk("clerk-1")
    )  # fmt: skip

    slip = stage.hall.slips["s2"]
    assert (slip.form, slip.copy, slip.label, slip.state) == ("acceptance", 1, "A001", "requested")
    assert ticket.explanation == "15 个工作日，邮寄"
    stage.do(c.FailSlip("s2", "paper-out"), PRINTER)
    assert list(stage.hall.failed_slips) == ["s2"]
    stage.do(c.RequestSlip(ticket.id, "printer-1", "s3"))
    assert stage.hall.slips["s3"].copy == 2
    assert not stage.hall.failed_slips


def test_other_ends_print_nothing_of_themselves(stage: Stage) -> None:
    stage.issue()
    stage.sign_in("1")
    stage.serve("1")

    stage.do(c.Finish("1", "done", printer="printer-1", slip="s1"), clerk("clerk-1"))

    assert not stage.hall.slips


def test_a_case_carried_over_takes_home_its_day_when_the_day_is_closed_and_later_again(stage: Stage) -> None:
    ticket = stage.issue()
    friday = MONDAY.replace(day=16)
    promise = c.Remaining("A001", "系统故障", "周五上午优先办理", friday, slip="s1")

    stage.do(c.CloseDay((promise,), printer="printer-1"), MANAGER)

    slip = stage.hall.slips["s1"]
    assert (slip.form, slip.copy, slip.label, slip.ticket) == ("carry_over", 1, "A001", ticket.id)
    stage.at("08:50", MONDAY.replace(day=13))
    stage.do(c.RequestSlip(ticket.id, "printer-1", "s2"))
    assert (stage.hall.slips["s2"].copy, stage.hall.slips["s2"].label) == (2, "A001")
    stage.at("09:00", friday)
    stage.issue(carried_from=ticket.id)
    with refused(IllegalMove, state="checked_in", move="print"):
        stage.do(c.RequestSlip(ticket.id, "printer-1", "s3"))


@pytest.fixture
def bookable() -> Stage:
    return Stage(plan_with(appointments={"services": [{"service": "household", "each": 2}]}))


def test_an_appointment_booked_at_the_desk_is_printed_with_it_and_again_until_it_is_over(bookable: Stage) -> None:
    stage = bookable
    tuesday = MONDAY.replace(day=13)
    stage.do(
        c.BookAppointment("b1", "household", at("10:00", tuesday), printer="printer-1", slip="s1"), MANAGER
    )  # fmt: skip

    slip = stage.hall.slips["s1"]
    assert (slip.form, slip.ticket, slip.label) == ("appointment", "b1", stage.hall.appointments["b1"].code)
    stage.do(c.FailSlip("s1", "paper-out"), PRINTER)
    assert list(stage.hall.failed_slips) == ["s1"]
    stage.at("08:50", tuesday)
    assert not stage.hall.failed_slips
    stage.do(c.RequestSlip("b1", "printer-1", "s2"))
    assert stage.hall.slips["s2"].copy == 2
    stage.do(c.CancelAppointment("b1"), MANAGER)
    with refused(IllegalMove, state="cancelled", move="print"):
        stage.do(c.RequestSlip("b1", "printer-1", "s3"))
