"""Deciding about bulletins: put up for a while, and taken down."""

from __future__ import annotations

from collections.abc import Iterator

from .. import commands as c
from .. import facts as f
from ..bulletins import BULLETINS_MOST
from ..errors import FieldNeeded, TooManyBulletins, UnknownBulletin, UntilPast
from ..state import HallState


def post(hall: HallState, command: c.PostBulletin, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    """Raises FieldNeeded without Chinese words, UntilPast, TooManyBulletins."""
    if not command.zh.strip():
        raise FieldNeeded(field="zh")
    if command.until is not None and command.until <= now:
        raise UntilPast(until_at=command.until)
    if len(hall.bulletins_at(now)) >= BULLETINS_MOST:
        raise TooManyBulletins(most=BULLETINS_MOST)
    yield f.BulletinPosted(
        at=now, by=str(actor), bulletin=command.bulletin, zh=command.zh, en=command.en, until=command.until
    )


def take_down(hall: HallState, command: c.TakeDownBulletin, actor: c.Actor, now: int) -> Iterator[f.Fact]:
    """Raises UnknownBulletin, also for one that has gone by itself."""
    if command.bulletin not in {bulletin.id for bulletin in hall.bulletins_at(now)}:
        raise UnknownBulletin(bulletin=command.bulletin)
    yield f.BulletinTakenDown(at=now, by=str(actor), bulletin=command.bulletin)
