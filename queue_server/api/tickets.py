"""Numbers: taking one, and what its holder can do with its token."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date as Date
from datetime import timedelta
from typing import Any

from ..access import Caller
from ..access.callers import CITIZEN
from ..access.tokens import new_ticket_id
from ..hall.commands import (
    CancelLabel,
    CancelTicket,
    Command,
    IssueTicket,
    RateTicket,
    RejoinLabel,
    RejoinTicket,
)
from ..hall.day import local_date
from ..hall.errors import TicketHasEnded, UnknownTicket
from ..hall.facts import Fact
from ..hall.hall import Hall
from ..hall.id_number import age_on
from ..hall.instants import from_datetime
from ..journal.persons import Person
from ..live import views
from ..live.shapes import Continued, KioskTicket, TicketView, Why
from ..live.staff_shapes import StaffTicket
from ..powers import HOLDER
from ..registers import tickets as registered
from .context import House
from .errors import UnknownPrinter
from .json import plain
from .routes import Routes, key_of_request
from .shapes import IssuedTicket, RatingRequest, TicketRequest

routes = Routes("tickets")

log = logging.getLogger(__name__)


@routes.add(
    "POST", "/halls/{hall}/tickets", summary="Take a number", power="issue", body=TicketRequest,
    answer=IssuedTicket, status=201,
)  # fmt: skip
def issue(house: House, hall: str, caller: Caller, body: TicketRequest) -> dict[str, Any]:
    if body.taken_at is not None:
        caller.require("admit", hall)
    age, person = _read_id(house, hall, body.id_number) if body.id_number else (None, None)
    return take_number(
        house, hall, caller, body.service, body.printer, person, lane=body.lane, persons=body.persons, age=age,
        reason=body.reason or None, carried_from=body.carried_from, more_time=body.more_time,
        taken_at=from_datetime(body.taken_at) if body.taken_at else None,
    )  # fmt: skip


def take_number(
    house: House,
    hall: str,
    caller: Caller,
    service: str,
    printer: str | None,
    person: Person | None = None,
    **more: Any,
) -> dict[str, Any]:
    """A number for whoever the caller serves. `more`: of the command."""
    house.root()
    key, fingerprint = key_of_request(house)
    printer = printer_for(house, caller, hall, printer)
    outlook = house.forecaster.outlook(hall)
    command = IssueTicket(
        ticket=new_ticket_id(),
        service=service,
        printer=printer,
        slip=new_ticket_id() if printer else None,
        told=outlook.newcomers(service) if outlook else None,
        told_at=outlook.at if outlook else None,
        may_admit=caller.may("admit", hall),
        may_approve=caller.may("approve", hall),
        **more,
    )

    def answer(h: Hall, facts: list[Fact], now: int) -> dict[str, Any]:
        ticket = h.tickets[command.ticket]
        ahead = h.ahead(ticket, now)
        try:
            forecast = views.forecast(h, ticket, ahead, now, house.lens)
        except Exception:  # a number is a number, with a word on the wait or without one
            log.exception("a number without a forecast", extra={"hall": hall})
            forecast = None
        return {
            "id": ticket.id, "label": ticket.label, "service": ticket.service, "lane": ticket.lane,
            "persons": ticket.persons, "ahead": ahead, "slip": ticket.slip,
            "forecast": plain(forecast) if forecast else None,
        }  # fmt: skip

    issued = house.journal.command(
        hall, command, caller.actor, key=key, fingerprint=fingerprint, person=person, answer=answer,
        at_least={"id": command.ticket},
    )  # fmt: skip
    # the token is derived, never kept: a replayed answer gets it again here
    token = house.tokens.token_of(issued.body["id"])
    return issued.body | {"token": token, "url": house.ticket_url(token)}


def printer_for(house: House, caller: Caller, hall: str, named: str | None) -> str | None:
    """The printer that was named, else the kiosk's own. Raises UnknownPrinter."""
    if named is None:
        return getattr(caller, "printer", None)
    if named not in house.devices.printers(hall):
        raise UnknownPrinter(printer=named)
    return named


def _read_id(house: House, hall: str, id_number: str) -> tuple[int, Person | None]:
    """The age, and where the plan gives one number to a person a keyed hash of the day; nothing else is kept."""

    def asked(h: Hall, now: int) -> tuple[Date, Date, bool]:
        return local_date(h.plan, now), h.business_date(now), h.plan.limits.one_per_person

    def hashed(date: Date) -> str:
        return house.secrets.id_hash(hall, date.isoformat(), id_number)

    today, business_day, one_each = house.journal.ask(hall, asked)
    age = age_on(id_number, today)
    if not one_each:
        return age, None
    # a number of the day before may still be open
    known_as = (hashed(business_day), hashed(business_day - timedelta(days=1)))
    return age, Person(id_hash=known_as[0], known_as=known_as)


def place_of(house: House, token: str) -> tuple[str, str]:
    """(hall, ticket id) of a token whose ticket is in its hall's memory. Raises TicketHasEnded, UnknownTicket."""
    ticket = house.tokens.ticket_of(token)
    hall = _holding(house, ticket)
    if hall is None:
        raise over_or_unknown(house, ticket)
    return hall, ticket


def _holding(house: House, ticket: str) -> str | None:
    """The hall that gave this number, while it has it in memory."""
    hall = house.database.read(lambda connection: registered.hall_of(connection, ticket))
    if hall is None or not house.journal.ask(hall, lambda h, now: ticket in h.tickets):
        return None
    return hall


def over_or_unknown(house: House, ticket: str, hall: str | None = None) -> TicketHasEnded | UnknownTicket:
    """What is to be said of a number that is in no hall's memory; `hall`: the one to whose people it is said."""
    past = house.database.read(lambda connection: registered.past(connection, ticket))
    if past is None or hall not in (None, past.hall):
        return UnknownTicket()
    return TicketHasEnded(label=past.label)


def ticket_answer(house: House, ticket: str) -> Callable[[Hall, list[Fact], int], dict[str, Any]]:
    return lambda h, facts, now: plain(views.ticket(h, h.ticket(ticket), now, house.lens))


@routes.add("GET", "/tickets/{token}", summary="A citizen's own number", power=HOLDER, answer=TicketView)
def one_ticket(house: House, token: str) -> Any:
    ticket = house.tokens.ticket_of(token)
    hall = _holding(house, ticket)
    if hall is None:
        return _past(house, ticket)
    return house.journal.ask(hall, lambda h, now: views.ticket(h, h.ticket(ticket), now, house.lens))


@routes.add("GET", "/tickets/{token}/why", summary="Why others went first", power=HOLDER, answer=Why)
def why(house: House, token: str) -> Why:
    hall, ticket = place_of(house, token)
    told: Why = house.journal.ask(hall, lambda h, now: views.why_others_went_first(h, h.ticket(ticket)))
    return told


def _past(house: House, ticket: str) -> TicketView:
    """A number that its hall no longer holds in memory. Raises UnknownTicket."""
    past = house.database.read(lambda connection: registered.past(connection, ticket))
    if past is None:
        raise UnknownTicket()
    continued = None
    if past.continued_as and past.continued_label:
        url = house.ticket_url(house.tokens.token_of(past.continued_as))
        continued = Continued(label=past.continued_label, url=url)
    view: TicketView = house.journal.ask(
        past.hall, lambda h, now: views.past_ticket(h, past, continued, now, house.lens)
    )  # fmt: skip
    return view


def _by_holder(house: House, token: str, make: Callable[[str], Command]) -> dict[str, Any]:
    """A command of who holds the token; keys of different holders never meet."""
    hall, ticket = place_of(house, token)
    key, fingerprint = key_of_request(house, scope=f"{ticket} ")
    command = make(ticket)
    answer = ticket_answer(house, ticket)
    return house.journal.command(hall, command, CITIZEN, key=key, fingerprint=fingerprint, answer=answer).body


@routes.add("POST", "/tickets/{token}/cancel", summary="Give the number back", power=HOLDER, answer=TicketView)
def cancel(house: House, token: str) -> dict[str, Any]:
    return _by_holder(house, token, CancelTicket)


@routes.add(
    "POST", "/tickets/{token}/rejoin", summary="Report again after a missed call", power=HOLDER, answer=TicketView
)
def rejoin(house: House, token: str) -> dict[str, Any]:
    return _by_holder(house, token, RejoinTicket)


@routes.add(
    "POST", "/tickets/{token}/rating", summary="Rate the visit, once: 5 very satisfied … 1 very dissatisfied",
    power=HOLDER, body=RatingRequest, answer=TicketView,
)  # fmt: skip
def rate(house: House, token: str, body: RatingRequest) -> dict[str, Any]:
    return _by_holder(house, token, lambda ticket: RateTicket(ticket, body.level))


@routes.add(
    "GET", "/halls/{hall}/tickets/{label}", summary="A number by its label, open or already over",
    power="issue", answer=KioskTicket,
)  # fmt: skip
def labelled(house: House, hall: str, label: str) -> Any:
    return house.journal.ask(hall, lambda h, now: views.kiosk_ticket(h, h.newest_labelled(label), now, house.lens))


@routes.add(
    "GET", "/halls/{hall}/tickets/{label}/why", summary="Why others went first, by the number's label",
    power="issue", answer=Why,
)  # fmt: skip
def why_labelled(house: House, hall: str, label: str) -> Any:
    return house.journal.ask(hall, lambda h, now: views.why_others_went_first(h, h.labelled(label)))


@routes.add(
    "POST", "/halls/{hall}/tickets/{label}/rejoin", summary="A missed number reports again, at the desk or the kiosk",
    power="issue", answer=KioskTicket,
)  # fmt: skip
def rejoin_labelled(house: House, hall: str, label: str, caller: Caller) -> dict[str, Any]:
    key, fingerprint = key_of_request(house)

    def answer(h: Hall, facts: list[Fact], now: int) -> dict[str, Any]:
        return plain(views.kiosk_ticket(h, h.labelled(label), now, house.lens))

    command = RejoinLabel(label)
    return house.journal.command(hall, command, caller.actor, key=key, fingerprint=fingerprint, answer=answer).body


@routes.add(
    "POST", "/halls/{hall}/tickets/{label}/cancel", summary="A number is given back at the desk", power="serve",
    answer=StaffTicket,
)  # fmt: skip
def cancel_at_desk(house: House, hall: str, label: str, caller: Caller) -> dict[str, Any]:
    key, fingerprint = key_of_request(house)

    def answer(h: Hall, facts: list[Fact], now: int) -> dict[str, Any]:
        return plain(views.staff_ticket(h, h.ticket(facts[0].ticket)))  # type: ignore[attr-defined]

    command = CancelLabel(label)
    return house.journal.command(hall, command, caller.actor, key=key, fingerprint=fingerprint, answer=answer).body
