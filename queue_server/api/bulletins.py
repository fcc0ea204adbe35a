"""Bulletins: what a manager tells everybody on the boards."""

from __future__ import annotations

from typing import Any

from ..access import Caller
from ..access.tokens import new_ticket_id
from ..hall.commands import PostBulletin, TakeDownBulletin
from ..hall.instants import from_datetime
from ..live import views
from ..live.staff_shapes import Bulletin
from .context import House
from .json import plain
from .routes import Routes, key_of_request
from .shapes import BulletinRequest, BulletinsUp

routes = Routes("bulletins")


@routes.add("POST", "/halls/{hall}/bulletins", summary="Put a line on the hall's boards", power="bulletins", status=201,
            body=BulletinRequest, answer=Bulletin)  # fmt: skip
def post(house: House, hall: str, caller: Caller, body: BulletinRequest) -> Any:
    key, fingerprint = key_of_request(house)
    until = None if body.until is None else from_datetime(body.until)
    command = PostBulletin(new_ticket_id(), body.zh, body.en, until)
    return house.journal.command(
        hall, command, caller.actor, key=key, fingerprint=fingerprint,
        answer=lambda h, facts, now: plain(views.bulletin(h.bulletins[command.bulletin])),
    ).body  # fmt: skip


@routes.add("POST", "/halls/{hall}/bulletins/{bulletin}/take-down", summary="Take a line off the boards",
            power="bulletins", answer=BulletinsUp)  # fmt: skip
def take_down(house: House, hall: str, bulletin: str, caller: Caller) -> Any:
    key, fingerprint = key_of_request(house)
    return house.journal.command(
        hall, TakeDownBulletin(bulletin), caller.actor, key=key, fingerprint=fingerprint, 
        answer=lambda h, facts, now: plain(BulletinsUp(bulletins=[views.bulletin(one) for one in h.bulletins_at(now)])),
    ).body  # fmt: skip
