"""Deciding about slips: asked for, taken by a printer, printed or failed."""

from __future__ import annotations

from collections.abc import Iterator

from .. import commands as c
from .. import facts as f
from ..errors import IllegalMove, UnknownSlip, UnknownTicket
from ..slips import Form
from ..state import HallState


def request_slip(hall: HallState, command: c.RequestSlip, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    """Print what stands of a number or a booking, again or for the first time.

    Raises UnknownTicket; TicketHasEnded, IllegalMove when there is nothing to take home of it.
    """
    form, label = _standing(hall, command.ticket)
    before = (s.copy for s in hall.slips.values() if s.ticket == command.ticket and s.form == form)
    yield f.SlipRequested(
        at=now, by=str(actor), slip=command.slip, ticket=command.ticket, label=label, printer=command.printer,
        copy=1 + max(before, default=0), form=form, bare=command.bare,
    )  # fmt: skip


def request_slip_of_label(hall: HallState, command: c.RequestSlipOfLabel, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    """Raises UnknownTicket, TicketHasEnded, IllegalMove while a slip of it is on its way: two presses print one."""
    ticket = hall.labelled(command.label)
    if ticket.slip in hall.pending_slips:
        raise IllegalMove(label=ticket.label, state=hall.slips[ticket.slip].state, move="print")
    yield from request_slip(hall, c.RequestSlip(ticket.id, command.printer, command.slip, bare=True), actor, now)


def _standing(hall: HallState, name: str) -> tuple[Form, str]:
    """What can be printed of a number or a booking now, and what it is called on staff's screens."""
    ticket, booking = hall.tickets.get(name), hall.appointments.get(name)
    if booking is not None:
        if booking.state != "booked":
            raise IllegalMove(label=ticket.label if ticket else booking.code, state=booking.state, move="print")
        return ("carry_over", hall.carried[name].label) if booking.carried else ("appointment", booking.code)
    if ticket is None:
        raise UnknownTicket(ticket=name)
    if ticket.outcome == "accepted":
        return "acceptance", ticket.label
    ticket.check("print")
    return "number", ticket.label


def take_slip(hall: HallState, command: c.TakeSlip, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    """A printer reserves a slip: no other will print it."""
    _slip_in(hall, command.slip, "take", "requested")
    yield f.SlipTaken(at=now, by=str(actor), slip=command.slip)


def confirm_slip(hall: HallState, command: c.ConfirmSlip, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    if _slip_in(hall, command.slip, "confirm", "printing", "printed") == "printing":
        yield f.SlipPrinted(at=now, by=str(actor), slip=command.slip)


def fail_slip(hall: HallState, command: c.FailSlip, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    if _slip_in(hall, command.slip, "fail", "requested", "printing", "failed") != "failed":
        yield f.SlipFailed(at=now, by=str(actor), slip=command.slip, why=command.why)


def _slip_in(hall: HallState, slip: str, move: str, *states: str) -> str:
    entry = hall.slips.get(slip)
    if entry is None:
        raise UnknownSlip(slip=slip)
    if entry.state not in states:
        raise IllegalMove(slip=slip, state=entry.state, move=move)
    return entry.state
