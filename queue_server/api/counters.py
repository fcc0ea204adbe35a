"""A clerk's presses at a counter."""

from __future__ import annotations

from typing import Any

from ..access import Caller
from ..access.tokens import new_ticket_id
from ..hall import commands as c
from ..hall.facts import Fact
from ..hall.hall import Hall
from ..live import views
from ..live.staff_shapes import CounterPost, CurrentTicket, StaffTicket
from .context import House
from .json import plain
from .routes import Routes, key_of_request
from .shapes import (
    CallRequest,
    FinishRequest,
    ParkRequest,
    PauseRequest,
    Press,
    SignInRequest,
    TransferRequest,
    UnparkRequest,
)
from .tickets import printer_for

routes = Routes("counters")

AT = "/halls/{hall}/counters/{counter}"


def _press(house: House, hall: str, caller: Caller, command: c.CounterCommand, answer: Any) -> dict[str, Any] | None:
    key, fingerprint = key_of_request(house)
    answered = house.journal.command(hall, command, caller.actor, key=key, fingerprint=fingerprint, answer=answer)
    return answered.body or None


def _post(house: House, counter: str) -> Any:
    return lambda h, facts, now: plain(views.counter_post(h, counter, house.lens))


def _current(h: Hall, facts: list[Fact], now: int) -> dict[str, Any]:
    """The citizen that the press was about, as the clerk sees them; nothing when nobody was called."""
    return plain(views.current_ticket(h, h.tickets[facts[0].ticket], now)) if facts else {}  # type: ignore[attr-defined]


def _ticket(h: Hall, facts: list[Fact], now: int) -> dict[str, Any]:
    return plain(views.staff_ticket(h, h.tickets[facts[0].ticket]))  # type: ignore[attr-defined]


@routes.add("POST", f"{AT}/sign-in", summary="Take the post as A or as B", power="serve", body=SignInRequest,
            answer=CounterPost)  # fmt: skip
def sign_in(house: House, hall: str, counter: str, caller: Caller, body: SignInRequest) -> Any:
    return _press(house, hall, caller, c.SignIn(counter, body.role), _post(house, counter))


@routes.add("POST", f"{AT}/sign-out", summary="Leave the post", power="serve", answer=CounterPost)
def sign_out(house: House, hall: str, counter: str, caller: Caller) -> Any:
    override = caller.may("close", hall)
    return _press(house, hall, caller, c.SignOut(counter, override=override), _post(house, counter))


@routes.add("POST", f"{AT}/pause", summary="Pause, with a reason and the minutes until back", power="serve",
            body=PauseRequest, answer=CounterPost)  # fmt: skip
def pause(house: House, hall: str, counter: str, caller: Caller, body: PauseRequest) -> Any:
    return _press(house, hall, caller, c.Pause(counter, body.reason, body.minutes), _post(house, counter))


@routes.add("POST", f"{AT}/resume", summary="Back from a pause", power="serve", answer=CounterPost)
def resume(house: House, hall: str, counter: str, caller: Caller) -> Any:
    return _press(house, hall, caller, c.Resume(counter), _post(house, counter))


@routes.add("POST", f"{AT}/next", summary="Call whose turn it is; 204 when nobody waits for this counter",
            power="serve", answer=CurrentTicket)  # fmt: skip
def call_next(house: House, hall: str, counter: str, caller: Caller) -> Any:
    return _press(house, hall, caller, c.CallNext(counter), _current)


@routes.add("POST", f"{AT}/call", summary="Call a given number, with a reason", power="serve", body=CallRequest,
            answer=CurrentTicket)  # fmt: skip
def call_label(house: House, hall: str, counter: str, caller: Caller, body: CallRequest) -> Any:
    return _press(house, hall, caller, c.CallLabel(counter, body.label, body.reason), _current)


@routes.add("POST", f"{AT}/recall", summary="Say the call again", power="serve", body=Press, answer=CurrentTicket)
def recall(house: House, hall: str, counter: str, caller: Caller, body: Press) -> Any:
    return _press(house, hall, caller, c.Recall(counter, label=body.label), _current)


@routes.add("POST", f"{AT}/start", summary="The citizen is here", power="serve", body=Press, answer=CurrentTicket)
def start(house: House, hall: str, counter: str, caller: Caller, body: Press) -> Any:
    return _press(house, hall, caller, c.StartServing(counter, label=body.label), _current)


@routes.add("POST", f"{AT}/no-show", summary="Nobody came", power="serve", body=Press, answer=StaffTicket)
def no_show(house: House, hall: str, counter: str, caller: Caller, body: Press) -> Any:
    return _press(house, hall, caller, c.NoShow(counter, label=body.label), _ticket)


@routes.add("POST", f"{AT}/park", summary="Set aside, with a reason; it keeps its place", power="serve",
            body=ParkRequest, answer=StaffTicket)  # fmt: skip
def park(house: House, hall: str, counter: str, caller: Caller, body: ParkRequest) -> Any:
    return _press(house, hall, caller, c.Park(counter, body.reason, label=body.label), _ticket)


@routes.add("POST", f"{AT}/unpark", summary="Take a parked number back: called at once when the counter is free",
            power="serve", body=UnparkRequest, answer=StaffTicket)  # fmt: skip
def unpark(house: House, hall: str, counter: str, caller: Caller, body: UnparkRequest) -> Any:
    return _press(house, hall, caller, c.Unpark(counter, body.label), _ticket)


@routes.add("POST", f"{AT}/transfer", summary="On to another service or counter; the number keeps its age",
            power="serve", body=TransferRequest, answer=StaffTicket)  # fmt: skip
def transfer(house: House, hall: str, counter: str, caller: Caller, body: TransferRequest) -> Any:
    command = c.Transfer(counter, body.service, body.counter, body.note or None, label=body.label)
    return _press(house, hall, caller, command, _ticket)


@routes.add("POST", f"{AT}/finish", summary="End the serving; each outcome asks for its own fact", power="serve",
            body=FinishRequest, answer=StaffTicket)  # fmt: skip
def finish(house: House, hall: str, counter: str, caller: Caller, body: FinishRequest) -> Any:
    printer = printer_for(house, caller, hall, body.printer)
    command = c.Finish(
        counter, body.outcome, body.reason or None, body.to or None, body.note or None, printer,
        new_ticket_id() if printer else None, label=body.label,
    )  # fmt: skip
    return _press(house, hall, caller, command, _ticket)
