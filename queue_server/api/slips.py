"""Slips: printing again, and the print agent's work."""

from __future__ import annotations

from typing import Any

import gevent

from ..access import Device, NotAllowed, SignInNeeded, Staff
from ..access.tokens import new_ticket_id
from ..hall import commands as c
from ..hall.facts import Fact
from ..hall.hall import Hall
from .context import House
from .printing import WAIT_MOST_S, job, jobs_of
from .problems import RequestRefused
from .routes import Routes, key_of_request, number_of
from .shapes import PrintJob, PrintJobs, SlipFailure, SlipRequest
from .tickets import printer_for

routes = Routes("slips")


@routes.add("POST", "/halls/{hall}/slips", summary="Print a number's slip again", who="kiosk, terminal or staff",
            body=SlipRequest, answer=PrintJob, status=201)  # fmt: skip
def print_again(house: House, hall: str, body: SlipRequest) -> dict[str, Any]:
    caller = house.asking()
    caller.require("print", hall)
    key, fingerprint = key_of_request(house)
    before = house.journal.ask(hall, lambda h, now: _printer_before(h, body.ticket))
    printer = printer_for(house, caller, hall, body.printer) if body.printer or before is None else before
    if printer is None:
        raise RequestRefused("unknown-printer", printer=None)
    command = c.RequestSlip(body.ticket, printer, new_ticket_id())
    return _job(house, hall, command, caller.actor, command.slip, key, fingerprint)


def _printer_before(h: Hall, ticket: str) -> str | None:
    slip = h.slips.get(h.ticket(ticket).slip or "")
    return slip.printer if slip else None


def _job(
    house: House, hall: str, command: c.Command, actor: c.Actor, slip: str, key: str | None, fingerprint: str
) -> dict[str, Any]:
    def answer(h: Hall, facts: list[Fact], now: int) -> dict[str, Any]:
        return job(h, h.slips[slip], now, house.lens)

    house.root()
    body = house.journal.command(hall, command, actor, key=key, fingerprint=fingerprint, answer=answer).body
    return body | {"url": house.ticket_url(house.tokens.token_of(body["ticket"]))}


def _printer(house: House, hall: str) -> Device:
    """The printer device that asks."""
    caller = house.asking()
    if not isinstance(caller, Device):
        raise NotAllowed() if isinstance(caller, Staff) else SignInNeeded()
    if caller.kind != "printer" or caller.hall != hall:
        raise NotAllowed()
    return caller


@routes.add("GET", "/halls/{hall}/slips", summary="What this printer has still to print; waits when there is nothing",
            who="printer", answer=PrintJobs, query={"wait_s": "how long to wait for work, 0 to 30"})  # fmt: skip
def work(house: House, hall: str) -> dict[str, Any]:
    printer = _printer(house, hall)
    wait_s = number_of("wait_s", 0, 0, WAIT_MOST_S)
    jobs: list[dict[str, Any]] = []
    with gevent.Timeout(wait_s or None, False):
        while True:
            room = house.print_rooms.room(hall)
            jobs = house.journal.ask(hall, lambda h, now: jobs_of(h, printer.name, now, house.lens))
            if jobs or not wait_s or house.print_rooms.closed:
                break
            room.wait()
    for waiting in jobs:
        waiting["url"] = house.ticket_url(house.tokens.token_of(waiting["ticket"]))
    return {"slips": jobs}


def _of_printer(house: House, hall: str, slip: str, command: c.Command) -> dict[str, Any]:
    printer = _printer(house, hall)
    if house.journal.ask(hall, lambda h, now: slip in h.slips and h.slips[slip].printer != printer.name):
        raise NotAllowed(slip=slip)
    key, fingerprint = key_of_request(house)
    return _job(house, hall, command, printer.actor, slip, key, fingerprint)


@routes.add("POST", "/halls/{hall}/slips/{slip}/take", summary="Reserve a slip before printing it", who="printer",
            answer=PrintJob)  # fmt: skip
def take(house: House, hall: str, slip: str) -> dict[str, Any]:
    return _of_printer(house, hall, slip, c.TakeSlip(slip))


@routes.add("POST", "/halls/{hall}/slips/{slip}/printed", summary="It came out", who="printer", answer=PrintJob)
def printed(house: House, hall: str, slip: str) -> dict[str, Any]:
    return _of_printer(house, hall, slip, c.ConfirmSlip(slip))


@routes.add("POST", "/halls/{hall}/slips/{slip}/failed", summary="It did not come out, and why", who="printer",
            body=SlipFailure, answer=PrintJob)  # fmt: skip
def failed(house: House, hall: str, slip: str, body: SlipFailure) -> dict[str, Any]:
    return _of_printer(house, hall, slip, c.FailSlip(slip, body.why))
