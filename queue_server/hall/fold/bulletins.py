"""Folding what happens to bulletins."""

from __future__ import annotations

from .. import facts as f
from ..bulletins import Bulletin
from ..state import HallState


def posted(hall: HallState, fact: f.BulletinPosted) -> None:
    hall.bulletins = {bulletin.id: bulletin for bulletin in hall.bulletins_at(fact.at)}
    hall.bulletins[fact.bulletin] = Bulletin(fact.bulletin, fact.zh, fact.en, fact.at, fact.until)


def taken_down(hall: HallState, fact: f.BulletinTakenDown) -> None:
    hall.bulletins.pop(fact.bulletin, None)
