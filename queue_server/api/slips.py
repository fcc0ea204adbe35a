"""Slips: printing again, the print agent's work, and what it says of its printer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gevent

from ..access import Caller, Device, NotAllowed
from ..access.tokens import new_ticket_id
from ..hall import commands as c
from ..hall.errors import UnknownTicket
from ..hall.facts import Fact
from ..hall.hall import Hall
from ..live import views
from ..live.shapes import KioskTicket, TicketView
from ..registers.printers import ReportPrinter
from .context import House
from .errors import UnknownPrinter
from .json import plain
from .printing import WAIT_MOST_S, job, jobs_of
from .routes import Routes, key_of_request, number_of
from .shapes import (
    DeviceInfo,
    LostSlipRequest,
    PrinterReport,
    PrintJob,
    PrintJobs,
    RequestedSlip,
    SlipFailure,
    SlipRequest,
)
from .tickets import over_or_unknown, place_of, printer_for, ticket_answer

routes = Routes("slips")


@routes.add("POST", "/halls/{hall}/slips", summary="Print a number's slip again", power="print",
            body=SlipRequest, answer=RequestedSlip, status=201)  # fmt: skip
def print_again(house: House, hall: str, caller: Caller, body: SlipRequest) -> dict[str, Any]:
    key, fingerprint = key_of_request(house)
    try:
        before = house.journal.ask(hall, lambda h, now: _printer_before(h, body.ticket))
    except UnknownTicket:
        raise over_or_unknown(house, body.ticket, hall) from None
    printer = _printer_of(house, caller, hall, body.printer) if body.printer or before is None else before
    command = c.RequestSlip(body.ticket, printer, new_ticket_id())
    return _job(house, hall, command, caller.actor, command.slip, key, fingerprint)


def _printer_before(h: Hall, name: str) -> str | None:
    """The printer of the last slip of a number or a booking. Raises UnknownTicket."""
    if name not in h.appointments:
        h.ticket(name)
    return next((slip.printer for slip in reversed(h.slips.values()) if slip.ticket == name), None)


@routes.add("POST", "/halls/{hall}/tickets/{label}/slip", summary="The slip of a number is lost: a copy without the "
            "address, since anybody can read a label", power="print", body=LostSlipRequest,
            answer=KioskTicket, status=201)  # fmt: skip
def print_lost(house: House, hall: str, label: str, caller: Caller, body: LostSlipRequest) -> dict[str, Any]:
    key, fingerprint = key_of_request(house)
    printer = _printer_of(house, caller, hall, body.printer)

    def answer(h: Hall, facts: list[Fact], now: int) -> dict[str, Any]:
        return plain(views.kiosk_ticket(h, h.labelled(label), now, house.lens))

    command = c.RequestSlipOfLabel(label, printer, new_ticket_id())
    return house.journal.command(hall, command, caller.actor, key=key, fingerprint=fingerprint, answer=answer).body


def _hall_of_token(house: House, parts: Mapping[str, str]) -> str:
    """Raises TicketHasEnded, UnknownTicket."""
    return place_of(house, parts["token"])[0]


@routes.add("POST", "/tickets/{token}/slip", summary="The slip of a number whose code was read, whole, at the kiosk",
            power="print", hall_of=_hall_of_token, body=LostSlipRequest, answer=TicketView, status=201)  # fmt: skip
def print_of_token(house: House, token: str, caller: Caller, body: LostSlipRequest) -> dict[str, Any]:
    hall, ticket = place_of(house, token)
    key, fingerprint = key_of_request(house)
    command = c.RequestSlip(ticket, _printer_of(house, caller, hall, body.printer), new_ticket_id())
    answer = ticket_answer(house, ticket)
    return house.journal.command(hall, command, caller.actor, key=key, fingerprint=fingerprint, answer=answer).body


def _printer_of(house: House, caller: Caller, hall: str, named: str | None) -> str:
    """Raises UnknownPrinter."""
    printer = printer_for(house, caller, hall, named)
    if printer is None:
        raise UnknownPrinter(printer=None)
    return printer


def _job(
    house: House, hall: str, command: c.Command, actor: c.Actor, slip: str, key: str | None, fingerprint: str
) -> dict[str, Any]:
    def answer(h: Hall, facts: list[Fact], now: int) -> dict[str, Any]:
        return job(h, h.slips[slip], now, house.lens)

    return house.journal.command(
        hall, command, actor, key=key, fingerprint=fingerprint, answer=answer, at_least={"slip": slip}
    ).body


def _address(house: House, job: dict[str, Any]) -> str:
    """Where the phone of whoever holds the slip finds what it is about."""
    if job["bare"]:
        return ""
    token = house.tokens.token_of(job["ticket"])
    return house.appointment_url(token) if job["form"] == "appointment" else house.ticket_url(token)


@routes.add("GET", "/halls/{hall}/slips", summary="What this printer has still to print; waits when there is nothing",
            power="slips", answer=PrintJobs, query={"wait_s": "how long to wait for work, 0 to 30"})  # fmt: skip
def work(house: House, hall: str, caller: Device) -> dict[str, Any]:
    wait_s = number_of("wait_s", 0, 0, WAIT_MOST_S)
    jobs: list[dict[str, Any]] = []
    with gevent.Timeout(wait_s or None, False):
        while True:
            room = house.print_rooms.room(hall)
            jobs = house.journal.ask(hall, lambda h, now: jobs_of(h, caller.name, now, house.lens))
            if jobs or not wait_s or house.print_rooms.closed:
                break
            room.wait()
    for waiting in jobs:
        waiting["url"] = _address(house, waiting)
    return {"slips": jobs}


def _of_printer(house: House, hall: str, printer: Device, slip: str, command: c.Command) -> dict[str, Any]:
    if house.journal.ask(hall, lambda h, now: slip in h.slips and h.slips[slip].printer != printer.name):
        raise NotAllowed(slip=slip)
    key, fingerprint = key_of_request(house)
    house.root()
    body = _job(house, hall, command, printer.actor, slip, key, fingerprint)
    return body | {"url": _address(house, body)} if "ticket" in body else body


@routes.add("POST", "/halls/{hall}/slips/{slip}/take", summary="Reserve a slip before printing it", power="slips",
            answer=PrintJob)  # fmt: skip
def take(house: House, hall: str, slip: str, caller: Device) -> dict[str, Any]:
    return _of_printer(house, hall, caller, slip, c.TakeSlip(slip))


@routes.add("POST", "/halls/{hall}/slips/{slip}/printed", summary="It came out", power="slips", answer=PrintJob)
def printed(house: House, hall: str, slip: str, caller: Device) -> dict[str, Any]:
    return _of_printer(house, hall, caller, slip, c.ConfirmSlip(slip))


@routes.add("POST", "/halls/{hall}/slips/{slip}/failed", summary="It did not come out, and why", power="slips",
            body=SlipFailure, answer=PrintJob)  # fmt: skip
def failed(house: House, hall: str, slip: str, caller: Device, body: SlipFailure) -> dict[str, Any]:
    return _of_printer(house, hall, caller, slip, c.FailSlip(slip, body.why))


@routes.add("POST", "/halls/{hall}/printer", summary="How this printer is, by its own word", power="slips",
            body=PrinterReport, answer=None, status=204)  # fmt: skip
def report(house: House, hall: str, caller: Device, body: PrinterReport) -> None:
    house.journal.command(hall, ReportPrinter(caller.name, body.state), caller.actor)


@routes.add("GET", "/device", summary="Whose token this is", power="device",
            answer=DeviceInfo)  # fmt: skip
def device(house: House, caller: Device) -> DeviceInfo:
    return DeviceInfo(name=caller.name, kind=caller.kind, hall=caller.hall, printer=caller.printer)
